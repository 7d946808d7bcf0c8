"""Questions about clocks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.functions import one_of
from tta_requests.enums import UNDECIDED_STATUSES, ClockKind, ClockState
from tta_requests.querysets.visibility import handling_allows

if TYPE_CHECKING:
    from tta_requests.models import Clock, ClockStandard, EscalationRung


A_DAY = timedelta(days=1)
# Those that stop before a provider is confirmed: they run on undecided requests only.
UNDECIDED_CLOCKS = (ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE, ClockKind.ACCEPT)


class ClockStandardQuerySet(models.QuerySet["ClockStandard"]):
    """How long steps may take."""

    def of_urgency(self, urgency: str) -> Self:
        """Standards of one urgency."""
        return self.filter(urgency=urgency)


class EscalationRungQuerySet(models.QuerySet["EscalationRung"]):
    """The ladder."""

    def people_told_at(self, rung: str) -> list[str]:
        """The people that step notifies; nobody where it has no row."""
        found = self.filter(rung=rung).values_list("tells", flat=True).first()
        return list(found or ())


def _unsigned_by_doj() -> Any:
    """Whether the scope in force of the clock's request waits for DOJ; nothing where none is written."""
    scopes = apps.get_model("tta_requests", "Scope").objects.order_by("-number")
    waits = Case(When(doj_signed_at__isnull=True, then=True), default=False)
    return scopes.filter(request_id=OuterRef("request_id")).values(waits=waits)[:1]


class ClockQuerySet(models.QuerySet["Clock"]):
    """Clocks."""

    def running(self) -> Self:
        """Still running."""
        return self.filter(state=ClockState.RUNNING)

    def unstopped(self) -> Self:
        """Running, or standing still for a while."""
        return self.filter(state__in=[ClockState.RUNNING, ClockState.PAUSED])

    def paused(self) -> Self:
        """Standing still."""
        return self.filter(state=ClockState.PAUSED)

    def without_reason(self) -> Self:
        """Those for which no open pause is left."""
        return self.exclude(pauses__ends_at__isnull=True, pauses__isnull=False)

    def touched_by(self, first: date, last: date, now: datetime) -> Self:
        """Not stopped and not past due, with a day of that span between start and due time, in key order."""
        begins, ends = (datetime.combine(day, time(), UTC) for day in (first, last))
        return (
            self.unstopped()
            .filter(
                Q(due_at__gt=now) | Q(state=ClockState.PAUSED, due_at__gt=F("paused_at")),
                starts_at__lt=ends + 2 * A_DAY,
                due_at__gt=begins - A_DAY,
            )
            .order_by("pk")
        )

    def of_kind(self, *kinds: str) -> Self:
        """Clocks of those kinds."""
        return self.filter(kind__in=kinds)

    def of_request(self, request_id: UUID) -> Self:
        """Clocks of one request, as they started."""
        return self.filter(request_id=request_id).order_by("starts_at", "due_at")

    def visible_to(self, actor: Actor) -> Self:
        """Clocks of the actor's sites."""
        sites = actor.sites_for(P.REQUEST_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def for_triage(self, actor: Actor, *, most: int, scopes: bool = False) -> Self:
        """Running clocks of undecided requests the actor triages, due first, with what the desk shows.

        The first of them are found in the narrow table alone and joined afterwards: joined first, the
        planner expects few rows behind the policies and reads every clock that runs.

        Arguments:
            actor: who triages.
            most: how many clocks.
            scopes: also those of requests whose scope waits for DOJ's signature.
        """
        exceptions = apps.get_model("tta_requests", "RoutingException").objects.open()
        exception = exceptions.filter(request_id=OuterRef("request_id")).values("reason")[:1]
        sites = actor.sites_for(P.REQUEST_TRIAGE)
        own = self if sites is None else self.filter(site_id__in=sites)
        kinds = (*UNDECIDED_CLOCKS, ClockKind.SCOPE) if scopes else UNDECIDED_CLOCKS
        first = own.running().of_kind(*kinds).order_by("due_at", "pk").values("pk")
        found = self.filter(one_of(first[:most]))
        asked = Q(request__status__in=UNDECIDED_STATUSES)
        if scopes:
            found = found.annotate(scope_waits_for_doj=Subquery(_unsigned_by_doj()))
            asked |= Q(kind=ClockKind.SCOPE, scope_waits_for_doj=True)
        return (
            found.filter(asked, handling_allows(actor, "request__"))
            .select_related(
                "request__site",
                "request__core_area",
                "request__provider__organization",
                "request__requester",
                "request__owner",
            )
            .annotate(exception_reason=Subquery(exception))
            .order_by("due_at", "pk")
        )

    def late_by_three_days(self, now: datetime) -> Self:
        """Running three business days past their time, the oldest first."""
        return self.running().filter(rungs__4__lte=now).order_by("due_at")

    def for_notice(self) -> Self:
        """Everything a reminder says."""
        return self.select_related("request__site")
