"""Queries of clocks that also read other tables."""

from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.functions import one_of
from tta_requests.enums import UNDECIDED_STATUSES, ClockKind
from tta_requests.models import Clock, RoutingException, Scope
from tta_requests.models.visibility import handling_allows

# Clocks that stop before a provider is confirmed: they run on undecided requests only.
UNDECIDED_CLOCKS = (ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE, ClockKind.ACCEPT)


def for_triage(actor: Actor, *, most: int, scopes: bool = False) -> QuerySet[Clock]:
    """Find running clocks of undecided requests the actor triages, due first, with what the desk shows.

    The first clocks are found in the clock table alone and joined afterward: when joining first, the planner
    expects few rows behind the row-security policies and reads every running clock.

    Arguments:
        actor: who triages.
        most: the most clocks to read.
        scopes: whether to add those of requests whose scope waits for DOJ's signature.
    """
    exceptions = RoutingException.objects.open()
    exception = exceptions.filter(request_id=OuterRef("request_id")).values("reason")[:1]
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    own = Clock.objects.all() if sites is None else Clock.objects.filter(site_id__in=sites)
    kinds = (*UNDECIDED_CLOCKS, ClockKind.SCOPE) if scopes else UNDECIDED_CLOCKS
    first = own.running().of_kind(*kinds).order_by("due_at", "pk").values("pk")
    found = Clock.objects.filter(one_of(first[:most]))
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


def _unsigned_by_doj() -> Any:
    """Tell whether DOJ still has to sign the newest scope of the clock's request; no row without a scope."""
    scopes = Scope.objects.order_by("-number")
    waits = Case(When(doj_signed_at__isnull=True, then=True), default=False)
    return scopes.filter(request_id=OuterRef("request_id")).values(waits=waits)[:1]
