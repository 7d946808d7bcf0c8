"""Requests, offers, referrals, conversations, evaluations and commitments that wait for an actor.

Each function returns the columns of ``foundation.needs.columns``, and a request is found once for a reader: for the
one step that its page offers first. Words are in ``tta_requests/needs.py``.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from foundation.tenancy.functions import one_of
from tta_requests.enums import (
    OPEN_STATUSES,
    UNDECIDED_STATUSES,
    ClockKind,
    ClockState,
    Kind,
    LimitKind,
    Party,
    ReferralState,
    Rung,
    Source,
    Status,
    Urgency,
)
from tta_requests.models import (
    Clock,
    Commitment,
    Evaluation,
    FederalReferral,
    ProgramResource,
    RoutingException,
    Scope,
    Share,
    TimeLimit,
    TTARequest,
)
from tta_requests.models.visibility import handling_allows
from tta_requests.querysets import offers, requests, shares
from tta_requests.querysets.clocks import UNDECIDED_CLOCKS

Rows = QuerySet[Any, Any]

# Commitments count from five days before their day, when the first reminder goes out (PRODUCT section 7).
COMMITMENT_DAYS = timedelta(days=5)
# The clock that runs while each step is waited for.
CLOCKS = {
    "acknowledge": ClockKind.ACKNOWLEDGE,
    "choose-provider": ClockKind.TRIAGE,
    "confirm-provider": ClockKind.TRIAGE,
    "write-scope": ClockKind.SCOPE,
    "sign-for-site": ClockKind.SCOPE,
    "sign-for-doj": ClockKind.SCOPE,
    "start-delivery": ClockKind.CONTACT,
}
NOBODY = Q(pk__in=())


def of_requests(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find requests whose next step is the actor's: at the desk, at own sites, of own work."""
    if actor.sites_for(P.REQUEST_TRIAGE) != frozenset():
        yield from _desk(actor, now, within)
    if own := _at_own_sites(actor):
        yield _requests(requests.shown_to(actor), own, within)
    if work := _of_own_work(actor):
        yield _requests(requests.visible_to(actor), work, within)


def of_offers(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find offers that wait for the answer of the actor's organizations."""
    if P.OFFER_ANSWER not in actor.elsewhere:
        return
    found = offers.answerable_by(actor).open().of_organizations(actor.organizations)
    yield needing(
        _narrowed(found, within, "request__").order_by("due_at", "pk")[:MAX_ROWS],
        cause="answer-offer",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("offered_at"),
        warn_at=F("offered_at") + (F("due_at") - F("offered_at")) * 0.8,
        due_at=F("due_at"),
        area=F("request__core_area__name"),
        kind=F("request__kind"),
        urgency=F("request__urgency"),
    )


def of_referrals(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what was referred to a seat of the actor's and not answered."""
    seats = [
        (site, agency)
        for site, agency in actor.agency_seats
        if actor.may(P.REFERRAL_ANSWER, at=site)
    ]
    if not seats:
        return
    mine = NOBODY
    for site_id, agency in seats:
        mine |= Q(site_id=site_id, agency=agency)
    found = FederalReferral.objects.filter(
        mine,
        ~Q(request__requester_id=actor.user_id),
        handling_allows(actor, "request__"),
        state=ReferralState.ASKED,
        request__status__in=OPEN_STATUSES,
    )
    yield needing(
        _narrowed(found, within, "request__").order_by("created_at", "pk")[:MAX_ROWS],
        cause="answer-referral",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("created_at"),
        agency=F("agency"),
        to_lead=F("to_lead"),
    )


def of_conversations(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find conversations the actor's office was invited to and has said nothing in."""
    if P.REQUEST_COMMENT not in actor.elsewhere:
        return
    seen = requests.visible_to(actor).open().order_by().values("pk")
    live = shares.for_day(Share.objects.live(now).to(actor.organizations).for_talk())
    found = live.filter(request__in=seen, has_answered=False)
    yield needing(
        _narrowed(found, within, "request__")[:MAX_ROWS],
        cause="comment",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("starts_at"),
        until=F("ends_at"),
    )


def of_evaluations(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find evaluations the actor is asked for."""
    if actor.user_id is None:
        return
    seen = requests.visible_to(actor).order_by().values("pk")
    found = Evaluation.objects.of_respondent(actor.user_id).waited_for(now).filter(request__in=seen)
    yield needing(
        _narrowed(found, within, "request__").order_by("closes_at", "pk")[:MAX_ROWS],
        cause="evaluate",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("opened_at"),
        due_at=F("closes_at"),
        kind=F("kind"),
    )


def of_commitments(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find commitments of the actor that are due soon or late; a provider's without an owner are its people's."""
    if actor.user_id is None:
        return
    mine = Q(owner_id=actor.user_id)
    if actor.organizations:
        nobodys = Q(owner__isnull=True, owed_by=Party.PROVIDER)
        mine |= nobodys & Q(request__provider_id__in=actor.organizations)
    seen = requests.visible_to(actor).order_by().values("pk")
    # The day is the site's, which is at most one from that of UTC.
    soon = Commitment.objects.due_by((now + COMMITMENT_DAYS + timedelta(days=1)).date())
    found = soon.filter(mine, request__in=seen, due_on__lte=day_at(now + COMMITMENT_DAYS))
    found = found.filter(Q(request__status__in=OPEN_STATUSES) | Q(request__status=Status.CLOSED))
    yield needing(
        _narrowed(found, within, "request__").order_by("due_on", "made_at")[:MAX_ROWS],
        cause="commitment",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("made_at"),
        due_at=end_of(F("due_on")),
        text=F("text"),
    )


def _desk(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what those who triage do: by the clock that is due first, and where no clock runs by age.

    The first clocks are found in the narrow table alone and joined afterwards: joined first, the planner
    expects few rows behind the policies and reads every clock that runs.
    """
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    own = Clock.objects.all() if sites is None else Clock.objects.filter(site_id__in=sites)
    signs = P.SCOPE_SIGN in actor.everywhere
    kinds = (*UNDECIDED_CLOCKS, ClockKind.SCOPE) if signs else UNDECIDED_CLOCKS
    running = _narrowed(own.running().of_kind(*kinds), within, "request__")
    if not within.is_narrow:
        first = running.order_by("due_at", "pk").values("pk")[:MAX_ROWS]
        running = Clock.objects.filter(one_of(first))
    causes = _desk_causes(actor, "request__")
    clocked = running.annotate(need=_first_of(causes)).filter(_clock_of_need())
    yield needing(
        clocked.filter(handling_allows(actor, "request__")),
        cause=F("need"),
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("request__status_since"),
        warn_at=F("warn_at"),
        due_at=F("due_at"),
        escalated_at=F(f"rungs__{list(Rung).index(Rung.DAY_AFTER)}"),
        **_request_detail("request__", OuterRef("request_id")),
    )
    yield from _unclocked(actor, now, within)


def _unclocked(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what waits for those who triage while no clock runs, the oldest of each state first."""
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    states = [Status.ON_HOLD]
    if P.REQUEST_ASSIGN in actor.everywhere:
        states += [Status.TRIAGE, Status.MATCHING, Status.ACCEPTED]
    counted = Clock.objects.unstopped().filter(request_id=OuterRef("pk"))
    decision = counted.filter(kind__in=(ClockKind.TRIAGE, ClockKind.ACCEPT))
    unclocked = (
        Q(need="resume")
        | Q(~Exists(decision), need="choose-provider")
        | Q(~Exists(counted.filter(kind=ClockKind.TRIAGE)), need="confirm-provider")
    )
    review = Q(hold_until__isnull=True) | Q(hold_until__lte=day_at(now))
    causes = {"resume": Q(status=Status.ON_HOLD) & review, **_desk_causes(actor, "")}
    for state in states:
        found = _narrowed(TTARequest.objects.filter(status=state), within)
        found = found if sites is None else found.filter(site_id__in=sites)
        if not within.is_narrow:
            oldest = found.order_by("created_at", "pk").values("pk")[:MAX_ROWS]
            found = TTARequest.objects.filter(one_of(oldest))
        waits = found.annotate(need=_first_of(causes)).filter(unclocked, handling_allows(actor))
        yield needing(
            waits,
            cause=F("need"),
            thing=F("pk"),
            number=F("number"),
            title=F("title"),
            since=F("status_since"),
            due_at=end_of(F("hold_until")) if state == Status.ON_HOLD else None,
            **_request_detail("", OuterRef("pk")),
        )


def _desk_causes(actor: Actor, to: str) -> dict[str, Q]:
    """What those who triage do with a request, by cause, the first that holds first.

    Arguments:
        to: the way to the request, such as ``request__``; empty on requests themselves.
    """
    decides = P.REQUEST_ASSIGN in actor.everywhere
    confirms = P.REQUEST_CONFIRM_OFFER in actor.everywhere
    causes: dict[str, Q] = {}
    if confirms:
        theirs = ~Q(**{f"{to}requester_id": actor.user_id})
        causes["confirm-provider"] = Q(**{f"{to}status": Status.ACCEPTED}) & theirs
    causes["acknowledge"] = Q(
        **{f"{to}status__in": UNDECIDED_STATUSES, f"{to}acknowledged_at__isnull": True}
    )
    if decides:
        causes["choose-provider"] = Q(**{f"{to}status__in": (Status.TRIAGE, Status.MATCHING)})
    if P.SCOPE_SIGN in actor.everywhere:
        latest = _latest_scope(OuterRef(f"{to}pk"))
        unsigned = latest.filter(doj_signed_at__isnull=True).exclude(
            Q(written_by_id=actor.user_id)
            | Q(site_signed_by__isnull=False, site_signed_by_id=actor.user_id)
        )
        causes["sign-for-doj"] = Q(Exists(unsigned), **{f"{to}status": Status.SCOPING})
    return causes


def _clock_of_need() -> Q:
    """The clock of the step that is waited for; after a declined offer, the one for the next acceptance."""
    deciding = Clock.objects.running().filter(
        request_id=OuterRef("request_id"), kind=ClockKind.TRIAGE
    )
    by_kind = NOBODY
    for need, kind in CLOCKS.items():
        by_kind |= Q(need=need, kind=kind)
    return by_kind | Q(~Exists(deciding), need="choose-provider", kind=ClockKind.ACCEPT)


def _at_own_sites(actor: Actor) -> dict[str, Q]:
    """What a site's own people do with its requests, by cause, and staff with drafts they entered."""
    causes = {}
    mine = Q(requester_id=actor.user_id)
    unsent = Q(source=Source.ON_BEHALF, sent_to_site_at__isnull=True)
    if drafting := actor.sites_for(P.REQUEST_SUBMIT):
        draft = Q(status=Status.DRAFT, site_id__in=drafting)
        causes["confirm-draft"] = draft & Q(sent_to_site_at__isnull=False)
        causes["finish-draft"] = draft & (mine | ~unsent)
        causes["answer"] = Q(status=Status.NEEDS_INFORMATION, site_id__in=drafting)
    if actor.may_anywhere(P.REQUEST_CREATE) and not drafting:
        causes["finish-draft"] = Q(status=Status.DRAFT, sent_to_site_at__isnull=True) & mine
    if confirming := actor.sites_for(P.DELIVERY_CONFIRM):
        causes["confirm-delivery"] = Q(status=Status.DELIVERED, site_id__in=confirming)
    if signing := actor.sites_for(P.SCOPE_SIGN):
        unsigned = _latest_scope(OuterRef("pk")).filter(site_signed_at__isnull=True)
        unsigned = unsigned.exclude(written_by_id=actor.user_id)
        causes["sign-for-site"] = Q(Exists(unsigned), status=Status.SCOPING, site_id__in=signing)
    if leading := actor.sites_for(P.REQUEST_ENDORSE):
        causes["endorse"] = Q(
            urgency=Urgency.CRITICAL,
            endorsed_at__isnull=True,
            status__in=OPEN_STATUSES,
            site_id__in=leading,
        )
    if steering := actor.sites_for(P.REQUEST_STEER):
        shared = ProgramResource.objects.filter(request_id=OuterRef("pk"))
        causes["share-resource"] = Q(
            ~Exists(shared), kind=Kind.RESOURCE, status__in=OPEN_STATUSES, site_id__in=steering
        )
    return causes


def _of_own_work(actor: Actor) -> dict[str, Q]:
    """What a provider and agencies that lead do with the requests they have, by cause."""
    theirs = NOBODY
    if P.SCOPE_WRITE in actor.elsewhere and actor.organizations:
        theirs |= Q(provider_id__in=actor.organizations)
    for site_id, agency in actor.agency_seats:
        if actor.may(P.SCOPE_WRITE, at=site_id):
            theirs |= Q(site_id=site_id, co_leads__contains=[agency])
    if theirs == NOBODY:
        return {}
    written = Scope.objects.filter(request_id=OuterRef("pk"))
    return {
        "write-scope": Q(theirs, ~Exists(written), status=Status.SCOPING),
        "start-delivery": theirs & Q(status=Status.SCHEDULED),
        "report-delivery": theirs & Q(status=Status.IN_DELIVERY),
    }


def _requests(rows: QuerySet[TTARequest], causes: dict[str, Q], within: Within) -> Rows:
    """Find requests by cause, the oldest first, with the clock of the step."""
    asked = NOBODY
    for condition in causes.values():
        asked |= condition
    found = _narrowed(rows, within).filter(asked)
    if not within.is_narrow:
        oldest = found.order_by("created_at", "pk").values("pk")[:MAX_ROWS]
        found = TTARequest.objects.filter(one_of(oldest))
    found = found.order_by().annotate(need=_first_of(causes))
    kind = Case(*(When(need=need, then=Value(kind)) for need, kind in CLOCKS.items()))
    found = found.annotate(need_clock=kind)
    clocks = Clock.objects.filter(
        request_id=OuterRef("pk"), state=ClockState.RUNNING, kind=OuterRef("need_clock")
    )
    return needing(
        found,
        cause=F("need"),
        thing=F("pk"),
        number=F("number"),
        title=F("title"),
        since=Coalesce("status_since", "created_at"),
        warn_at=Subquery(clocks.values("warn_at")[:1]),
        due_at=Subquery(clocks.values("due_at")[:1]),
        sent_at=F("sent_to_site_at"),
        limit=_limit(),
        **_request_detail("", OuterRef("pk")),
    )


def _request_detail(to: str, key: Any) -> dict[str, Any]:
    """What the words about a request are made of.

    Arguments:
        to: the way to the request; empty on requests themselves.
        key: the request's key, in a subquery.
    """
    exceptions = RoutingException.objects.open().filter(request_id=key)
    return {
        "status": F(f"{to}status"),
        "urgency": F(f"{to}urgency"),
        "submitted_at": F(f"{to}submitted_at"),
        "owner_id": F(f"{to}owner_id"),
        "provider": F(f"{to}provider__organization__name"),
        "co_leads": F(f"{to}co_leads"),
        "exception": Subquery(exceptions.values("reason")[:1]),
    }


def _limit() -> Case:
    """The limit after which the portal acts by itself in the request's state."""
    kinds = {
        Status.NEEDS_INFORMATION: LimitKind.INFORMATION,
        Status.DELIVERED: LimitKind.CONFIRMATION,
    }
    limits = TimeLimit.objects.values(told=JSONObject(amount="amount", unit="unit"))
    return Case(
        *(
            When(status=state, then=Subquery(limits.filter(kind=kind)[:1]))
            for state, kind in kinds.items()
        )
    )


def _latest_scope(key: Any) -> QuerySet[Scope]:
    """The version in force of a request's scope: no later one has been written."""
    later = Scope.objects.filter(request_id=OuterRef("request_id"), number__gt=OuterRef("number"))
    return Scope.objects.filter(~Exists(later), request_id=key)


def _first_of(causes: dict[str, Q]) -> Case:
    """The slug of the first cause that holds."""
    whens = (When(condition, then=Value(slug)) for slug, condition in causes.items())
    return Case(*whens, output_field=TextField())


def _narrowed(rows: Any, within: Within, to: str = "") -> Any:
    """Keep what is of one site, or of one request."""
    if within.site_id is not None:
        rows = rows.filter(site_id=within.site_id)
    if within.thing:
        rows = rows.filter(**{f"{to}id" if to else "pk": within.thing})
    return rows
