"""Find what waits for providers, federal agencies, and offices that comment."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import (
    Case,
    F,
    Q,
    Value,
    When,
)

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from tta_requests.enums import (
    OPEN_STATUSES,
    Status,
)
from tta_requests.models import (
    FederalReferral,
    Share,
)
from tta_requests.models.referrals import LEADS_ALONE
from tta_requests.models.visibility import handling_allows
from tta_requests.querysets import offers, requests, shares
from tta_requests.querysets.abandoned import LEFT_ALONE
from tta_requests.querysets.needs.shared import NOBODY, Rows, narrowed

# States in which an agency's help is still to come.
UNFINISHED = tuple(
    each for each in OPEN_STATUSES if each not in {Status.DELIVERED, Status.CONFIRMED}
)


def of_offers(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find offers that wait for an answer from the actor's organizations."""
    if P.OFFER_ANSWER not in actor.elsewhere:
        return
    found = offers.answerable_by(actor).open().of_organizations(actor.organizations)
    yield needing(
        narrowed(found, within, "request__").order_by("due_at", "pk")[:MAX_ROWS],
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
    """Find referrals to the actor's seats that are not answered, and for staff those whose agency has left."""
    if P.REFERRAL_ASK in actor.everywhere:
        yield _left_by_agencies(actor, now, within)
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
    found = FederalReferral.objects.awaited().filter(
        mine,
        ~Q(request__requester_id=actor.user_id),
        handling_allows(actor, "request__"),
    )
    yield needing(
        narrowed(found, within, "request__").order_by("created_at", "pk")[:MAX_ROWS],
        cause="answer-referral",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("created_at"),
        agency=F("agency"),
        to_lead=F("to_lead"),
    )


def _left_by_agencies(actor: Actor, now: datetime, within: Within) -> Rows:
    """Find what agencies agreed to do for requests under way, and nobody is in their seat to do, oldest first.

    Work that an agency led alone goes to another provider, as that of a provider whom all have left.
    """
    found = FederalReferral.objects.left_by_all(now).filter(
        handling_allows(actor, "request__"), request__status__in=UNFINISHED
    )
    alone = Q(LEADS_ALONE, request__status__in=LEFT_ALONE)
    return needing(
        narrowed(found, within, "request__").order_by("created_at", "pk")[:MAX_ROWS],
        cause=Case(
            When(alone, then=Value("replace-provider")), default=Value("replace-agency-contact")
        ),
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=Case(When(alone, then=F("request__status_since")), default=F("answered_at")),
        agency=F("agency"),
        leads=Q(request__co_leads__contains=[F("agency")]),
        owner_id=F("request__owner_id"),
        provider=Value(""),
        co_leads=F("request__co_leads"),
    )


def of_conversations(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find conversations that the actor's office was invited to and has not written in."""
    if P.REQUEST_COMMENT not in actor.elsewhere:
        return
    seen = requests.visible_to(actor).open().order_by().values("pk")
    live = shares.for_day(Share.objects.live(now).to(actor.organizations).for_talk())
    found = live.filter(request__in=seen, has_answered=False)
    yield needing(
        narrowed(found, within, "request__")[:MAX_ROWS],
        cause="comment",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("starts_at"),
        until=F("ends_at"),
    )
