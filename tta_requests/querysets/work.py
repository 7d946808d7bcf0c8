"""Questions about what was agreed, promised and worked."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Sum

from foundation.accounts.actors import Actor
from tta_requests.enums import Party
from tta_requests.querysets.visibility import of_visible_requests

if TYPE_CHECKING:
    from tta_requests.models import Commitment, HoursEntry, Letter, RequestLink, Scope


class ScopeQuerySet(models.QuerySet["Scope"]):
    """Versions of scopes."""

    def visible_to(self, actor: Actor) -> Self:
        """Scopes of the requests the actor reads whole."""
        return self.filter(of_visible_requests(actor))

    def of_request(self, request_id: UUID) -> Self:
        """Every version of one request, the newest first."""
        return (
            self.filter(request_id=request_id)
            .select_related("written_by", "site_signed_by", "doj_signed_by")
            .order_by("-number")
        )


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Deliverables, milestones and commitments."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the requests the actor reads whole."""
        return self.filter(of_visible_requests(actor))

    def of_request(self, request_id: UUID) -> Self:
        """Those of one request, by their day."""
        return (
            self.filter(request_id=request_id)
            .select_related("owner", "done_by")
            .order_by("due_on", "made_at")
        )

    def open(self) -> Self:
        """Still owed."""
        return self.filter(done_at__isnull=True)

    def due_by(self, day: date) -> Self:
        """Owed on that day or before."""
        return self.open().filter(due_on__lte=day)

    def of_provider(self, provider_id: int) -> Self:
        """What a provider owes still, by its day."""
        owed = self.open().filter(owed_by=Party.PROVIDER, request__provider_id=provider_id)
        return owed.select_related("request").order_by("due_on", "made_at")

    def for_notice(self) -> Self:
        """Everything a reminder says."""
        return self.select_related("request__site", "owner")


class HoursQuerySet(models.QuerySet["HoursEntry"]):
    """Hours worked."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the requests the actor reads whole."""
        return self.filter(of_visible_requests(actor))

    def of_request(self, request_id: UUID) -> Self:
        """Those of one request, the last day first."""
        return (
            self.filter(request_id=request_id)
            .select_related("organization", "entered_by")
            .order_by("-worked_on", "-entered_at")
        )

    def spent_by(self, organization_id: int, *, since: date) -> timedelta:
        """What an organization has worked since a day."""
        own = self.filter(organization_id=organization_id, worked_on__gte=since)
        return own.aggregate(total=Sum("spent"))["total"] or timedelta()

    def of_day(self, entered_by: int, day: date) -> timedelta:
        """What one person has entered for a day, over all the requests they may see."""
        found = self.filter(entered_by_id=entered_by, worked_on=day).aggregate(total=Sum("spent"))
        return found["total"] or timedelta()


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters to sites."""

    def last_of(self, request_id: UUID) -> "Letter | None":
        """The newest letter about a request."""
        return self.filter(request_id=request_id).order_by("-created_at").first()


class RequestLinkQuerySet(models.QuerySet["RequestLink"]):
    """Requests that belong together."""

    def of_request(self, request_id: UUID) -> Self:
        """Links from a request to others."""
        return self.filter(request_id=request_id).select_related("other")
