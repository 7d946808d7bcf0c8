"""The questions of this room at the gate: is the reader still meant, and does it still wait?"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.models import Away
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.notifications.gate import Gate, declare
from foundation.notifications.models import Notification
from sites.models import Membership
from tta_requests.actions import recipients
from tta_requests.enums import OPEN_STATUSES, OfferState, Status, Urgency
from tta_requests.models import (
    Clock,
    Evaluation,
    FederalReferral,
    Follower,
    Offer,
    RoutingException,
    Scope,
    TTARequest,
)
from tta_requests.querysets import requests
from tta_requests.querysets.abandoned import left_alone


def _is_read(actor: Actor, request_id: str) -> bool:
    return requests.shown_to(actor).filter(pk=request_id).exists()


def _is_ours(actor: Actor, request_id: str) -> bool:
    """Tell whether the reader still works for the provider, which no longer reads a closed request."""
    own = TTARequest.objects.filter(provider_id__in=actor.organizations)
    return own.filter(pk=request_id).exists()


def _stands(actor: Actor, thing: str) -> bool:
    request_id, status, since = thing.split("|")
    found = requests.shown_to(actor).filter(pk=request_id, status=status)
    return (found.filter(status_since=datetime.fromisoformat(since)) if since else found).exists()


def _is_drafted(actor: Actor, request_id: str) -> bool:
    own = requests.shown_to(actor).filter(pk=request_id).order_by().values("pk")
    found = requests.drafts_to_finish().filter(pk__in=own)
    return any(actor.may(P.REQUEST_SUBMIT, at=each.site_id) for each in found)


def _is_idle(actor: Actor, thing: str) -> bool:
    request_id, since = thing.split("|")
    found = requests.idle_drafts().filter(
        pk__in=requests.shown_to(actor).filter(pk=request_id).order_by().values("pk"),
        touched_at__lte=since,
    )
    return any(
        actor.user_id == each.requester_id or actor.may(P.REQUEST_SUBMIT, at=each.site_id)
        for each in found
    )


def _is_unendorsed(actor: Actor, request_id: str) -> bool:
    critical = requests.shown_to(actor).open().filter(pk=request_id, urgency=Urgency.CRITICAL)
    found = critical.filter(endorsed_at__isnull=True)
    return any(
        _is_among(actor, recipients.leaders(each.site)) for each in found.select_related("site")
    )


def _is_owned(actor: Actor, request_id: str) -> bool:
    found = requests.shown_to(actor).open().filter(pk=request_id, owner__isnull=False)
    return any(each.owner_id and _is_among(actor, {each.owner_id}) for each in found)


def _is_offered(actor: Actor, offer_id: str) -> bool:
    return Offer.objects.open().of_organizations(actor.organizations).filter(pk=offer_id).exists()


def _is_in_force(actor: Actor, offer_id: str) -> bool:
    found = Offer.objects.filter(pk=offer_id, state__in=[OfferState.OPEN, OfferState.ACCEPTED])
    return any(_is_read(actor, str(each.request_id)) for each in found)


def _is_unsigned(actor: Actor, thing: str) -> bool:
    request_id, number = thing.split("|")
    latest = Scope.objects.of_request(UUID(request_id)).awaited().first()
    if latest is None or str(latest.number) != number:
        return False
    signed = latest.doj_signed_at if actor.everywhere else latest.site_signed_at
    return signed is None and _is_read(actor, request_id)


def _is_evaluated(actor: Actor, evaluation_id: str) -> bool:
    found = Evaluation.objects.visible_to(actor).of_respondent(actor.user_id)
    return found.waited_for(clock.now()).filter(pk=evaluation_id).exists()


def _is_asked(actor: Actor, referral_id: str) -> bool:
    found = FederalReferral.objects.awaited().filter(pk=referral_id)
    asked = found.filter(request__in=requests.shown_to(actor).open().order_by().values("pk"))
    return any(
        _is_among(actor, recipients.of_referral(each))
        for each in asked.select_related("request__site")
    )


def _is_unsolved(actor: Actor, exception_id: str) -> bool:
    found = RoutingException.objects.open().filter(pk=exception_id)
    return any(_is_read(actor, str(each.request_id)) for each in found)


def _is_abandoned(actor: Actor, request_id: str) -> bool:
    return requests.shown_to(actor).filter(left_alone(clock.now()), pk=request_id).exists()


def _is_without_contact(actor: Actor, referral_id: str) -> bool:
    found = FederalReferral.objects.left_by_all(clock.now()).filter(pk=referral_id)
    return any(_is_read(actor, str(each.request_id)) for each in found)


def _is_owed(actor: Actor, commitment_id: str) -> bool:
    found = Commitment.objects.visible_to(actor).open().filter(pk=commitment_id)
    going = Q(request__status__in=[*OPEN_STATUSES, Status.CLOSED])
    found = found.filter(Q(request=None) | going)
    return any(each.owner_id and _is_among(actor, {each.owner_id}) for each in found)


def _runs(actor: Actor, clock_id: str) -> bool:
    found = Clock.objects.visible_to(actor).filter(pk=clock_id)
    return any(
        Clock.objects.in_place_of(each) is not None and _is_read(actor, str(each.request_id))
        for each in found
    )


def _is_followed(actor: Actor, request_id: str) -> bool:
    followers = Follower.objects.of_request(UUID(request_id)).values_list("person_id", flat=True)
    return _is_read(actor, request_id) and _is_among(actor, set(followers))


def _is_late_still(actor: Actor, key: str) -> bool:
    """Tell whether this list of late requests is the reader's newest, and one on it is still late."""
    if not _is_among(actor, recipients.managers()):
        return False
    lists = Notification.objects.of(actor.user_id or 0).of_reminder("late-list").for_inbox()
    if not lists.filter(entry__key=key).exists():
        return True  # it is about to be sent
    newest = lists.first()
    if newest is None or newest.entry.key != key:
        return False
    late = Clock.objects.late_by_three_days(clock.now())
    # A list too long for its notice ends with a mark, and is done when nothing is late.
    numbers = [] if newest.body.endswith("…") else newest.body.split(", ")
    return late.filter(request__number__in=numbers).exists() if numbers else late.exists()


def _is_among(actor: Actor, people: set[int]) -> bool:
    """Tell whether the reader is one of the people, or stands in for one of them now."""
    now = clock.now()
    if actor.user_id in people or actor.user_id in Away.objects.stand_ins(people, now):
        return True
    covering = Membership.objects.covering(now).items()
    return any(actor.user_id in stand_ins for (_, away), stand_ins in covering if away in people)


READ = declare("request-is-read", _is_read)
OURS = declare("request-is-the-providers", _is_ours)
DRAFTED = declare("request-is-drafted", _is_drafted)
IDLE = declare("draft-is-idle", _is_idle)
FOLLOWED = declare("request-is-followed", _is_followed)
UNENDORSED = declare("request-is-unendorsed", _is_unendorsed)
OWNED = declare("request-is-owned", _is_owned)
IN_FORCE = declare("offer-is-in-force", _is_in_force)
OFFERED = declare("offer-is-open", _is_offered)
EVALUATED = declare("evaluation-is-open", _is_evaluated)
ASKED = declare("referral-is-open", _is_asked)
UNSOLVED = declare("exception-is-open", _is_unsolved)
WITHOUT_CONTACT = declare("agency-has-no-contact", _is_without_contact)
ABANDONED = declare("request-is-abandoned", _is_abandoned)
OWED = declare("commitment-is-owed", _is_owed)
RUNS = declare("clock-runs", _runs)
# Notices from before lists had keys have this name too, and wait as they did.
LATE = declare("program-is-managed", _is_late_still)
_STANDS = declare("request-stands", _stands)
_UNSIGNED = declare("scope-is-unsigned", _is_unsigned)


def stands(tta_request: TTARequest, status: Status, since: datetime | None = None) -> Gate:
    """Make the gate of what waits while a request is in a state, since an instant where one is given."""
    return _STANDS(f"{tta_request.pk}|{status}|{since.isoformat() if since else ''}")


def unsigned(tta_request: TTARequest, number: int) -> Gate:
    """Make the gate of a version of a scope that waits for the reader's side."""
    return _UNSIGNED(f"{tta_request.pk}|{number}")
