"""Find requests that wait for the people who triage."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from foundation.tenancy.functions import one_of
from sites.models import Site
from tta_requests.enums import (
    UNDECIDED_STATUSES,
    ClockKind,
    Rung,
    Status,
)
from tta_requests.models import (
    Clock,
    Provider,
    RoutingException,
    TTARequest,
)
from tta_requests.models.scopes import newest_scope_is
from tta_requests.models.visibility import handling_allows
from tta_requests.querysets.abandoned import LEFT_ALONE, left_alone
from tta_requests.querysets.clocks import UNDECIDED_CLOCKS
from tta_requests.querysets.needs.shared import (
    Rows,
    first_of,
    narrowed,
    oldest,
    request_detail,
    worker_detail,
)

# Requests moved to matching, accepted, or scoped by hand may lack a clock; one runs until acknowledgment.
WITHOUT_A_CLOCK = (Status.TRIAGE, Status.MATCHING, Status.ACCEPTED, Status.SCOPING)
# States in which no one may have read the request yet; in triage it has been acknowledged.
UNREAD = tuple(state for state in UNDECIDED_STATUSES if state != Status.TRIAGE)


# The clock that runs while each step is waited for.
CLOCKS = {
    "acknowledge": ClockKind.ACKNOWLEDGE,
    "choose-provider": ClockKind.TRIAGE,
    "confirm-provider": ClockKind.TRIAGE,
    "sign-for-doj": ClockKind.SCOPE,
}


def at_desk(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what waits for the people who triage, by the clock due first, then by age where no clock runs.

    The first clocks are found in the clock table alone and joined afterward: when joining first, the planner
    expects few rows behind the row-security policies and reads every running clock.
    """
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    own = Clock.objects.all() if sites is None else Clock.objects.filter(site_id__in=sites)
    signs = P.SCOPE_SIGN in actor.everywhere
    kinds = (*UNDECIDED_CLOCKS, ClockKind.SCOPE) if signs else UNDECIDED_CLOCKS
    running = narrowed(own.running().of_kind(*kinds), within, "request__")
    if not within.is_narrow:
        first = running.order_by("due_at", "pk").values("pk")[:MAX_ROWS]
        running = Clock.objects.filter(one_of(first))
    causes = _desk_causes(actor, "request__")
    clocked = running.annotate(need=first_of(causes)).filter(_clock_of_need(causes))
    yield needing(
        clocked.filter(_not_left(actor, now, "request__"), handling_allows(actor, "request__")),
        cause=F("need"),
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("request__status_since"),
        warn_at=F("warn_at"),
        due_at=F("due_at"),
        escalated_at=F(f"rungs__{list(Rung).index(Rung.DAY_AFTER)}"),
        **request_detail("request__", OuterRef("request_id")),
    )
    yield from _unclocked(actor, now, within)
    if P.REQUEST_CONFIRM_OFFER in actor.everywhere:
        yield from _abandoned(actor, within)


def _abandoned(actor: Actor, within: Within) -> Iterator[Rows]:
    """Find accepted work of providers with nobody left to do it, the oldest first; that of agencies is by referral."""
    empty = Provider.objects.unstaffed().values("pk")
    found = TTARequest.objects.filter(one_of(empty, "provider_id"), status__in=LEFT_ALONE)
    yield needing(
        narrowed(found, within)
        .filter(handling_allows(actor))
        .order_by("created_at", "pk")[:MAX_ROWS],
        cause="replace-provider",
        thing=F("pk"),
        number=F("number"),
        title=F("title"),
        since=F("status_since"),
        **worker_detail(""),
    )


def _not_left(actor: Actor, now: datetime, to: str = "") -> Q:
    """Leave out what ``left_alone`` finds, for a reader who doesn't find it by a cause that takes the place of others."""
    return Q() if P.REQUEST_CONFIRM_OFFER in actor.everywhere else ~left_alone(now, to)


def _unclocked(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what waits for the people who triage where no clock counts, oldest first within each state.

    Some of them need nothing: their cause is empty.
    """
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    states = (Status.ON_HOLD, *(WITHOUT_A_CLOCK if P.REQUEST_ASSIGN in actor.everywhere else ()))
    found = oldest(TTARequest.objects.all(), states, sites, within, most=MAX_ROWS // 2)
    held = Q(status=Status.ON_HOLD)
    # No site's day is later than the next one in UTC. With sites in the filter, PostgreSQL would ask it twice.
    soon = Q(hold_until__isnull=True) | Q(hold_until__lte=(now + timedelta(days=1)).date())
    # Of the few on hold alone: joined, every site is read for each row.
    zone = Subquery(Site.objects.filter(pk=OuterRef("site_id")).values("time_zone"))
    review = held & (Q(hold_until__isnull=True) | Q(hold_until__lte=day_at(now, zone)))
    causes = {"resume": review, **_desk_causes(actor, "")}
    causes["acknowledge"] &= ~_has_clock(ClockKind.ACKNOWLEDGE)
    candidates = found.filter(
        held & soon
        | Q(~_has_clock(*UNDECIDED_CLOCKS), status__in=(Status.TRIAGE, Status.MATCHING))
        | Q(~_has_clock(ClockKind.TRIAGE), status=Status.ACCEPTED)
        | Q(~_has_clock(ClockKind.SCOPE), status=Status.SCOPING)
    )
    waits = candidates.filter(_not_left(actor, now), handling_allows(actor))
    yield needing(
        waits.order_by("created_at", "pk")[:MAX_ROWS],
        cause=first_of(causes),
        thing=F("pk"),
        number=F("number"),
        title=F("title"),
        since=F("status_since"),
        due_at=Case(When(held, then=end_of(F("hold_until"), zone))),
        **request_detail("", OuterRef("pk")),
    )


def _has_clock(*kinds: str) -> Q:
    """Return the filter for requests with a clock of those kinds, running or paused.

    With the site an index alone answers. A dearer ``EXISTS``, or one for each kind, makes PostgreSQL look for the
    requests through an index of their sites, key by key.
    """
    of_it = {"site_id": OuterRef("site_id"), "request_id": OuterRef("pk")}
    return Q(Exists(Clock.objects.unstopped().of_kind(*kinds).filter(**of_it)))


def _desk_causes(actor: Actor, to: str) -> dict[str, Q]:
    """Return the conditions of what the people who triage do, by cause; the first that holds counts.

    Arguments:
        to: the lookup path to the request, such as ``request__``; empty on requests themselves.
    """
    decides = P.REQUEST_ASSIGN in actor.everywhere
    confirms = P.REQUEST_CONFIRM_OFFER in actor.everywhere
    causes: dict[str, Q] = {}
    if confirms:
        theirs = ~Q(**{f"{to}requester_id": actor.user_id})
        causes["confirm-provider"] = Q(**{f"{to}status": Status.ACCEPTED}) & theirs
    if decides:
        open_exceptions = RoutingException.objects.open().filter(request_id=OuterRef(f"{to}pk"))
        handled = Q(**{f"{to}acknowledged_at__isnull": False}) | Q(Exists(open_exceptions))
        matching = Q(**{f"{to}status": Status.MATCHING}) & handled
        causes["choose-provider"] = Q(**{f"{to}status": Status.TRIAGE}) | matching
    causes["acknowledge"] = Q(**{f"{to}status__in": UNREAD, f"{to}acknowledged_at__isnull": True})
    if P.SCOPE_SIGN in actor.everywhere:
        own = Q(written_by_id=actor.user_id) | Q(
            site_signed_by__isnull=False, site_signed_by_id=actor.user_id
        )
        unsigned = newest_scope_is(Q(doj_signed_at=None) & ~own, f"{to}pk")
        causes["sign-for-doj"] = Q(unsigned, **{f"{to}status": Status.SCOPING})
    return causes


def _clock_of_need(causes: dict[str, Q]) -> Q:
    """Return the filter for the clock of the first step whose condition holds.

    After a declined offer it's that of the next acceptance. It repeats the conditions: Django would write them out for
    each comparison with a column of causes.
    """
    deciding = Clock.objects.running().filter(
        request_id=OuterRef("request_id"), kind=ClockKind.TRIAGE
    )
    choosing = Case(
        When(Exists(deciding), then=Value(ClockKind.TRIAGE)), default=Value(ClockKind.ACCEPT)
    )
    kinds = {slug: Value(CLOCKS[slug]) for slug in causes} | {"choose-provider": choosing}
    whens = (When(condition, then=kinds[slug]) for slug, condition in causes.items())
    return Q(kind=Case(*whens, output_field=TextField()))
