"""Find requests whose next step is the actor's: at the desk, at their sites, or as their work."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from foundation.tenancy.functions import one_of
from tta_requests.enums import (
    OPEN_STATUSES,
    ClockState,
    Kind,
    LimitKind,
    Source,
    Status,
    Urgency,
)
from tta_requests.models import (
    Clock,
    ProgramResource,
    Scope,
    TimeLimit,
    TTARequest,
)
from tta_requests.querysets import requests
from tta_requests.querysets.needs.desk import at_desk
from tta_requests.querysets.needs.shared import (
    NOBODY,
    Rows,
    clock_of,
    first_of,
    latest_scope,
    narrowed,
    request_detail,
)


def of_requests(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find requests whose next step is the actor's: at the desk, at their sites, or as their work."""
    if actor.sites_for(P.REQUEST_TRIAGE) != frozenset():
        yield from at_desk(actor, now, within)
    if own := _at_own_sites(actor):
        yield _requests(requests.shown_to(actor), own, within)
    if work := _of_own_work(actor):
        yield _requests(requests.visible_to(actor), work, within)


def _at_own_sites(actor: Actor) -> dict[str, Q]:
    """Return the conditions, by cause, of what a site's people do, and staff with drafts they entered."""
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
        unsigned = latest_scope(OuterRef("pk")).filter(site_signed_at__isnull=True)
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
    """Return the conditions, by cause, of what a provider and co-leading agencies do with their requests."""
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
    """Find requests by cause, oldest first, with the clock of the awaited step."""
    asked = NOBODY
    for condition in causes.values():
        asked |= condition
    found = narrowed(rows, within).filter(asked)
    if not within.is_narrow:
        oldest = found.order_by("created_at", "pk").values("pk")[:MAX_ROWS]
        found = TTARequest.objects.filter(one_of(oldest))
    found = found.order_by().annotate(need=first_of(causes))
    found = found.annotate(need_clock=clock_of("need"))
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
        **request_detail("", OuterRef("pk")),
    )


def _limit() -> Case:
    """Return the limit after which the portal acts by itself in the request's state."""
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
