"""Queries of clocks that also read other tables."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.functions import one_of
from sites.models import Site
from tta_requests.enums import PAUSED_STATUSES, UNDECIDED_STATUSES, ClockKind, ClockState, DueState
from tta_requests.models import (
    Clock,
    RoutingException,
    TTARequest,
    TTARequestQuerySet,
)
from tta_requests.models.scopes import newest_scope_is
from tta_requests.models.visibility import handling_allows, shared_with

MAX_COUNTED = 500
# Clocks that stop before a provider is confirmed: they run on undecided requests only.
UNDECIDED_CLOCKS = (ClockKind.ACKNOWLEDGE, ClockKind.TRIAGE, ClockKind.ACCEPT)


def for_triage(actor: Actor, *, most: int) -> QuerySet[Clock]:
    """Find running clocks of undecided requests the actor triages, due first, with what the desk shows.

    Arguments:
        actor: who triages.
        most: the most clocks to read.
    """
    exceptions = RoutingException.objects.open()
    exception = exceptions.filter(request_id=OuterRef("request_id")).values("reason")[:1]
    return (
        undecided(actor, most=most)
        .select_related(
            "request__site",
            "request__core_area",
            "request__provider__organization",
            "request__requester",
            "request__owner",
        )
        .annotate(exception_reason=Subquery(exception))
    )


def undecided(actor: Actor, *, most: int, scopes: bool = False) -> QuerySet[Clock]:
    """Find running clocks of undecided requests the actor triages, due first.

    The first clocks are found in the clock table alone and joined afterward: when joining first, the planner
    expects few rows behind the row-security policies and reads every running clock.

    Arguments:
        actor: who triages.
        most: the most clocks to read.
        scopes: whether to add those of requests whose scope waits for DOJ's signature.
    """
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    own = Clock.objects.all() if sites is None else Clock.objects.filter(site_id__in=sites)
    kinds = (*UNDECIDED_CLOCKS, ClockKind.SCOPE) if scopes else UNDECIDED_CLOCKS
    first = own.running().of_kind(*kinds).order_by("due_at", "pk").values("pk")
    found = Clock.objects.filter(one_of(first[:most]))
    asked = Q(request__status__in=UNDECIDED_STATUSES)
    if scopes:
        asked |= Q(newest_scope_is(Q(doj_signed_at=None), "request_id"), kind=ClockKind.SCOPE)
    return found.filter(asked, handling_allows(actor, "request__")).order_by("due_at", "pk")


def next_of_request() -> dict[str, Subquery]:
    """Return the columns of a request's clock that is due next."""
    running = Clock.objects.filter(request_id=OuterRef("pk"), state=ClockState.RUNNING)
    first = running.order_by("due_at", "pk")
    return {
        "clock_due_at": Subquery(first.values("due_at")[:1]),
        "clock_warn_at": Subquery(first.values("warn_at")[:1]),
        "clock_kind": Subquery(first.values("kind")[:1]),
    }


@Compiled
def of_request(actor: Actor, *, request_id: UUID) -> QuerySet[Clock]:
    """Find the clocks of a request for its page, in the order they started."""
    return Clock.objects.of_request(request_id)


def _is_not_first(running: QuerySet[Clock]) -> Exists:
    """Return a condition of a clock: another one of its request is among those that run, and due before it."""
    due_at = OuterRef("due_at")
    earlier = Q(due_at__lt=due_at) | Q(due_at=due_at, pk__lt=OuterRef("pk"))
    return Exists(running.filter(earlier, request_id=OuterRef("request_id")))


def state_at(now: datetime) -> Case:
    """Return an expression for a running clock's state, as pages show it."""
    return Case(
        When(due_at__lte=now, then=Value(DueState.PAST_DUE)),
        When(warn_at__lte=now, then=Value(DueState.AT_RISK)),
        default=Value(DueState.ON_TIME),
        output_field=CharField(),
    )


def _in_state(state: str, now: datetime) -> Q:
    late, warned = Q(due_at__lte=now), Q(warn_at__lte=now)
    return {
        DueState.PAST_DUE: late,
        DueState.AT_RISK: warned & ~late,
        DueState.ON_TIME: ~warned & ~late,
    }[DueState(state)]


def with_clock(rows: TTARequestQuerySet, state: str) -> TTARequestQuerySet:
    """Keep the requests whose clock the list shows in a state."""
    if state == DueState.PAUSED:
        return rows.filter(status__in=PAUSED_STATUSES)
    running = Clock.objects.running().order_by()
    first = running.filter(_in_state(state, clock.now()), ~_is_not_first(running))
    return rows.filter(one_of(first.values("request_id"))).exclude(status__in=PAUSED_STATUSES)


def first_of_sites(sites: QuerySet[Site], actor: Actor) -> dict[int, Clock]:
    """Find each site's clock that is due first, of the requests the actor sees that are not paused."""
    seen = Clock.objects.running().filter(
        handling_allows(actor, "request__"), site_id=OuterRef("pk")
    )
    due = seen.exclude(request__status__in=PAUSED_STATUSES).order_by("due_at", "pk")
    first = sites.order_by().values(first=Subquery(due.values("pk")[:1]))
    found = Clock.objects.filter(one_of(first)).select_related("request__site")
    return {each.site_id: each for each in found}


class _Counted(Subquery):
    """Running clocks counted by their one state, ``told``, as the text of a JSON object; null without a row.

    The first clock of a request counts. A clock after the first ``most`` says that there are ``more``.
    """

    template = (
        "(WITH due AS MATERIALIZED (%(subquery)s) SELECT jsonb_object_agg(told, n) FROM ("
        "SELECT told, count(*) AS n FROM (SELECT DISTINCT ON (request_id) told FROM"
        " (SELECT * FROM due LIMIT %(most)s) AS counted ORDER BY request_id, due_at, pk) AS first GROUP BY told"
        " UNION ALL SELECT 'more', 1 FROM (SELECT 1 FROM due OFFSET %(most)s) AS beyond) AS counts)::text"
    )
    output_field = TextField()


def clock_counts(actor: Actor, now: datetime) -> Subquery:
    """Count the requests the actor sees by the clock the list shows: the same rows as ``with_clock``.

    Of more than ``MAX_COUNTED`` clocks those due first are counted, so that a page costs the same however many run. They
    are read from an index alone, and the first clock of each request is found in one pass: a condition that none is
    earlier reads all of them twice.

    Returns:
        a column for ``counted``, the same in each row; null where no clock runs.
    """
    sites = actor.sites_for(P.REQUEST_VIEW)
    running = Clock.objects.running()
    own = running if sites is None else running.filter(site_id__in=sites)
    if sites is not None and actor.organizations:
        own |= running.filter(request_id__in=shared_with(actor))
    # The few paused requests are found once, instead of the request of each clock.
    paused = TTARequest.objects.filter(status__in=PAUSED_STATUSES).values("pk")
    seen = own.filter(handling_allows(actor, "request__")).exclude(request_id__in=paused)
    due = seen.order_by("due_at", "pk").values("request_id", "due_at", "pk", told=state_at(now))
    return _Counted(due[: MAX_COUNTED + 1], most=MAX_COUNTED)


def counted(told: str | None) -> Mapping[str, int]:
    """Read one row's column of ``clock_counts``: of sixty that say the same, a page reads one.

    Returns:
        the states that some have, and how many, and ``more``, where not all are counted; empty where no clock runs.
    """
    counts: dict[str, int] = json.loads(told) if told else {}
    return counts
