"""Questions about evaluations and the links of participants."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Avg, Count, F, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import EvaluationKind
from tta_requests.querysets.visibility import handling_allows, of_visible_requests, shared_with

if TYPE_CHECKING:
    from tta_requests.models import Evaluation, ParticipantLink

LOW = 2


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """What people said, and whom the portal waits for."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's sites; a provider sees its own answer alone."""
        sites = actor.sites_for(P.REQUEST_VIEW)
        allowed = handling_allows(actor, "request__")
        if sites is None:
            return self.filter(allowed)
        own = Q(site_id__in=sites)
        if actor.organizations:
            worked = shared_with(actor, worked=True)
            own |= Q(respondent_id=actor.user_id, request_id__in=worked)
        return self.filter(own, allowed)

    def of_respondent(self, user_id: int | None) -> Self:
        """Those one person is asked for."""
        return self.filter(respondent_id=user_id)

    def of_request(self, request_id: UUID) -> Self:
        """Those of one request."""
        return self.filter(request_id=request_id)

    def waited_for(self, now: datetime) -> Self:
        """Open and not answered."""
        return self.filter(answered_at__isnull=True, closes_at__gt=now)

    def answered(self) -> Self:
        """With an answer."""
        return self.filter(answered_at__isnull=False)

    def low(self) -> Self:
        """Answered with 1 or 2 of 5."""
        return self.answered().filter(overall__lte=LOW)

    def rates(self) -> dict[str, dict[str, Any]]:
        """By kind: how many were asked, how many answered, their mean."""
        rows = self.order_by().values("kind")
        told = rows.annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            mean=Avg("overall"),
        )
        return {row["kind"]: {**row} for row in told}

    def ratings(self) -> dict[int, dict[str, Any]]:
        """By provider: how many requesters rated it, and their mean."""
        rows = self.answered().filter(kind=EvaluationKind.REQUESTER, provider__isnull=False)
        told = rows.order_by().values("provider_id").annotate(n=Count("pk"), mean=Avg("overall"))
        return {row["provider_id"]: {**row} for row in told}

    def for_notice(self) -> Self:
        """Everything a notice or the form says."""
        return self.select_related("request__site", "respondent", "provider__organization")

    def newest_answers(self, most: int) -> Self:
        """The last answers first."""
        return self.answered().order_by(F("answered_at").desc(), "-pk")[:most]


class ParticipantLinkQuerySet(models.QuerySet["ParticipantLink"]):
    """Ways in without an account."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the requests the actor reads whole."""
        return self.filter(of_visible_requests(actor))

    def open(self, now: datetime) -> Self:
        """Not ended and not too old."""
        return self.filter(ended_at__isnull=True, expires_at__gt=now)

    def of_request(self, request_id: UUID) -> Self:
        """The links of one request."""
        return self.filter(request_id=request_id)
