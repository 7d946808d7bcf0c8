"""Questions about referrals to federal agencies."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from foundation.accounts.actors import Actor
from tta_requests.enums import OPEN_STATUSES, ReferralState
from tta_requests.querysets.visibility import handling_allows

if TYPE_CHECKING:
    from tta_requests.models import FederalReferral, ProgramResource


class FederalReferralQuerySet(models.QuerySet["FederalReferral"]):
    """Referrals."""

    def of_request(self, request_id: UUID) -> Self:
        """Of one request."""
        return self.filter(request_id=request_id)

    def to_agency(self, agency: str) -> Self:
        """To one agency."""
        return self.filter(agency=agency)

    def for_page(self) -> Self:
        """In the order of the agencies."""
        return self.order_by("agency")

    def seated(self) -> Self:
        """Those that went to somebody who sits at the site."""
        return self.filter(membership__isnull=False).select_related("membership__user")

    def in_hand_of(self, actor: Actor) -> Self:
        """Open requests that wait for the answer of a seat of the actor's, or that it co-leads; oldest first."""
        mine = Q(pk__in=())
        for site_id, agency in actor.agency_seats:
            mine |= Q(site_id=site_id, agency=agency)
        waits = Q(state=ReferralState.ASKED)
        leads = Q(state=ReferralState.HELPS, request__co_leads__contains=[F("agency")])
        found = self.filter(mine, waits | leads, handling_allows(actor, "request__"))
        found = found.filter(request__status__in=OPEN_STATUSES)
        return found.select_related("request__site", "request__core_area").order_by(
            "created_at", "pk"
        )


class ProgramResourceQuerySet(models.QuerySet["ProgramResource"]):
    """Resources of program offices."""

    def of_request(self, request_id: UUID) -> Self:
        """Of one request, as they were added."""
        found = self.filter(request_id=request_id)
        return found.select_related("added_by").order_by("added_at", "pk")
