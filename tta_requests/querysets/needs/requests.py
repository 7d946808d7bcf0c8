"""Find requests whose next step is the actor's: at the desk, at their sites, or as their work."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from foundation.tenancy.functions import one_of
from tta_requests.enums import (
    AGREED_STATUSES,
    OPEN_STATUSES,
    ClockKind,
    Kind,
    Side,
    Source,
    Status,
    Urgency,
)
from tta_requests.models import (
    Clock,
    ProgramResource,
    Scope,
    TTARequest,
    TTARequestQuerySet,
)
from tta_requests.models.scopes import newest_scope_is
from tta_requests.querysets import requests
from tta_requests.querysets.limits import limit_of_status
from tta_requests.querysets.needs.desk import at_desk
from tta_requests.querysets.needs.shared import (
    NOBODY,
    Rows,
    first_of,
    narrowed,
    oldest,
)

# The clock that runs in a state while its step is waited for.
STEP_CLOCKS = {Status.SCOPING: ClockKind.SCOPE, Status.SCHEDULED: ClockKind.CONTACT}


def of_requests(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find requests whose next step is the actor's: at the desk, at their sites, or as their work."""
    if actor.sites_for(P.REQUEST_TRIAGE) != frozenset():
        yield from at_desk(actor, now, within)
    yield from _at_own_sites(actor, now, within)
    yield from _at_the_top(actor, within)
    yield from _of_own_work(actor, within)
    yield from _changes_to_sign(actor, within)


def _at_own_sites(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what points of contact do with their site's requests, and staff with drafts they entered, by cause."""
    mine = Q(requester_id=actor.user_id)
    drafting = actor.sites_for(P.REQUEST_SUBMIT)
    if not drafting:
        if actor.may_anywhere(P.REQUEST_CREATE):
            drafts = _without_dead_drafts(
                requests.shown_to(actor).filter(mine, status=Status.DRAFT), now
            )
            found = narrowed(drafts, within).filter(sent_to_site_at__isnull=True)
            yield _told(_by_key(found.order_by("created_at", "pk")[:MAX_ROWS]), "finish-draft")
        return
    unsent = Q(source=Source.ON_BEHALF, sent_to_site_at__isnull=True)
    unsigned = newest_scope_is(Q(site_signed_at=None) & ~Q(written_by_id=actor.user_id), "pk")
    draft = Q(status=Status.DRAFT)
    causes = {
        "confirm-draft": draft & Q(sent_to_site_at__isnull=False),
        "finish-draft": draft & (mine | ~unsent),
        "answer": Q(status=Status.NEEDS_INFORMATION),
        "confirm-delivery": Q(status=Status.DELIVERED)
        & Q(site_id__in=actor.sites_for(P.DELIVERY_CONFIRM) or ()),
        "sign-for-site": Q(
            unsigned,
            status=Status.SCOPING,
            site_id__in=actor.sites_for(P.SCOPE_SIGN) or (),
        ),
    }
    states = (Status.DRAFT, Status.NEEDS_INFORMATION, Status.DELIVERED, Status.SCOPING)
    found = oldest(_without_dead_drafts(requests.shown_to(actor), now), states, drafting, within)
    yield _steps(found, causes, sent_at=F("sent_to_site_at"), limit=limit_of_status())


def _changes_to_sign(actor: Actor, within: Within) -> Iterator[Rows]:
    """Find the agreed work whose scope is to be changed, where the actor's side hasn't signed the change yet."""
    if not actor.may_anywhere(P.SCOPE_SIGN):
        return
    side = Side.DOJ if P.SCOPE_SIGN in actor.everywhere else Side.SITE
    waiting = Scope.objects.proposed().filter(**{f"{side}_signed_at__isnull": True})
    waiting = waiting.exclude(written_by_id=actor.user_id)
    found = requests.visible_to(actor).filter(
        one_of(waiting.values("request_id")), status__in=AGREED_STATUSES
    )
    sites = actor.sites_for(P.SCOPE_SIGN)
    found = found if sites is None else found.filter(site_id__in=sites)
    yield _told(
        _by_key(narrowed(found, within).order_by("created_at", "pk")[:MAX_ROWS]), "sign-change"
    )


def _without_dead_drafts(rows: TTARequestQuerySet, now: datetime) -> TTARequestQuerySet:
    """Leave out drafts that can't be submitted: a site whose engagement is over asks for no new help."""
    former = Engagement.objects.former_sites(now)
    return rows.filter(~Q(status=Status.DRAFT) | ~Q(site_id__in=former))


def _at_the_top(actor: Actor, within: Within) -> Iterator[Rows]:
    """Find the requests that leadership endorses or the Champion shares a resource with, by cause."""
    causes = {}
    if leading := actor.sites_for(P.REQUEST_ENDORSE):
        causes["endorse"] = Q(
            urgency=Urgency.CRITICAL,
            endorsed_at__isnull=True,
            status__in=OPEN_STATUSES,
            site_id__in=leading,
        )
    if steering := actor.sites_for(P.REQUEST_STEER):
        shared = ProgramResource.objects.standing().filter(request_id=OuterRef("pk"))
        causes["share-resource"] = Q(
            ~Exists(shared), kind=Kind.RESOURCE, status__in=OPEN_STATUSES, site_id__in=steering
        )
    for slug, condition in causes.items():
        found = narrowed(requests.visible_to(actor), within).filter(condition)
        yield _told(_by_key(found.order_by("created_at", "pk")[:MAX_ROWS]), slug)


def _of_own_work(actor: Actor, within: Within) -> Iterator[Rows]:
    """Find what a provider and co-leading agencies do with the requests they have, by cause."""
    theirs = [Q(provider_id=each) for each in sorted(actor.organizations)]
    if P.SCOPE_WRITE not in actor.elsewhere:
        theirs = []
    for site_id, agency in sorted(actor.agency_seats):
        if actor.may(P.SCOPE_WRITE, at=site_id):
            theirs.append(Q(site_id=site_id, co_leads__contains=[agency]))
    if not theirs:
        return
    # A scope that both sides signed, in scoping, was agreed with a provider that has left.
    agreed = Q(site_signed_at__isnull=False, doj_signed_at__isnull=False)
    written = newest_scope_is(~agreed, "pk")
    causes = {
        "write-scope": ~Q(written) & Q(status=Status.SCOPING),
        "start-delivery": Q(status=Status.SCHEDULED),
        "report-delivery": Q(status=Status.IN_DELIVERY),
    }
    states = (Status.SCOPING, Status.SCHEDULED, Status.IN_DELIVERY)
    mine = NOBODY
    for each in theirs:
        mine |= each
    yield _steps(oldest(requests.visible_to(actor).filter(mine), states, None, within), causes)


def _steps(rows: QuerySet[TTARequest], causes: dict[str, Q], **detail: Any) -> Rows:
    """Tell which of several steps each request waits for, and by when where its state has a clock.

    Arguments:
        rows: the requests.
        causes: the condition of each step, by cause; the first that holds counts.
        detail: what else the causes' words are made of.
    """
    kind = Case(*(When(status=state, then=Value(kind)) for state, kind in STEP_CLOCKS.items()))
    running = Clock.objects.running().filter(
        request_id=OuterRef("pk"), kind=OuterRef("kind_of_clock")
    )
    instants = {name: Subquery(running.values(name)[:1]) for name in ("warn_at", "due_at")}
    found = _by_key(rows).annotate(kind_of_clock=kind)
    return _told(found, first_of(causes), **instants, **detail)


def _by_key(rows: QuerySet[TTARequest]) -> QuerySet[TTARequest]:
    return TTARequest.objects.filter(one_of(rows.values("pk"))).order_by()


def _told(found: QuerySet[TTARequest], cause: str | Case, **columns: Any) -> Rows:
    return needing(
        found,
        cause=cause,
        thing=F("pk"),
        number=F("number"),
        title=F("title"),
        since=Coalesce("status_since", "created_at"),
        **columns,
    )
