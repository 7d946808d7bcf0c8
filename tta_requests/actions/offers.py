"""Offer a request to a provider, and record its answer."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.business_time import Allowance
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.outbox.enums import Lane
from foundation.tenancy import powers
from foundation.tenancy.context import atomic, powers_of
from foundation.workflow import locks
from tta_requests.actions import provider_capacity, recipients
from tta_requests.actions.clock_rungs import allowance
from tta_requests.actions.closed_day_changes import calendar_for_clock
from tta_requests.actions.transitions import locked, move
from tta_requests.enums import OfferState, ShareLevel, Status
from tta_requests.errors import AlreadyOffered, NobodyPassed, NotYours, OfferClosed
from tta_requests.models import (
    ClockStandard,
    MatchRun,
    Offer,
    Provider,
    RoutingException,
    Share,
    TTARequest,
)
from tta_requests.policies import can_answer


@atomic
def make(
    tta_request: TTARequest, *, run: MatchRun, provider: Provider, reason: str = "", by: Actor
) -> Offer:
    """Offer a request in matching to one provider of its ranking and hold a place for it.

    Arguments:
        tta_request: any state; it is locked and checked here.
        run: the ranking the choice was made from.
        provider: one that passed the filters of that run.
        reason: why, when a person chose another than the first.
        by: a coordinator, or the routing job.

    Raises:
        AlreadyOffered: when another offer is in force.
        NobodyPassed: when the provider is not in the ranking, or no longer has a free place or anybody to answer.
        Refused: when the request's state allows no offer.
    """
    kept = locked(tta_request.pk)
    if kept.status in {Status.OFFERED, Status.ACCEPTED}:
        raise AlreadyOffered
    ranks = {row["provider"]: rank for rank, row in enumerate(run.ranking, start=1)}
    staffed = Provider.objects.staffed().filter(pk=provider.pk).exists()
    if provider.pk not in ranks or not staffed or not provider_capacity.hold(provider):
        raise NobodyPassed
    now = clock.now()
    offer = Offer.objects.create(
        site_id=kept.site_id,
        request=kept,
        provider=provider,
        run=run,
        rank=ranks[provider.pk],
        line=run.ranking[ranks[provider.pk] - 1] | _told_before_answering(kept, run),
        is_automatic=by.is_system,
        chosen_reason=reason,
        offered_at=now,
        due_at=calendar_for_clock(kept.site.time_zone).add(now, window_of(kept)),
    )
    Share.objects.create(
        site_id=kept.site_id, request=kept, organization_id=provider.pk, starts_at=now
    )
    RoutingException.objects.open().filter(request_id=kept.pk).update(closed_at=now)
    move(kept, "offer", f"Offered to {provider}", by=by, reason=reason, provider=provider)
    payload = {"offer": str(offer.pk)}
    emit(
        "tta_requests.announce_offer",
        key=f"offered:{offer.pk}",
        payload=payload,
        lane=Lane.EXPEDITED,
    )
    emit("tta_requests.lapse_offer", key=f"lapse:{offer.pk}", payload=payload, due=offer.due_at)
    return offer


def _told_before_answering(tta_request: TTARequest, run: MatchRun) -> dict[str, object]:
    """Return what the provider must know but can't read before it accepts: the usual hours, the liaison's name."""
    return {
        "hours": run.inputs.get("request", {}).get("hours"),
        "liaison": ", ".join(recipients.liaison_names(tta_request.site)),
    }


@atomic
def accept(offer: Offer, *, lead_name: str, no_conflict: bool, by: Actor) -> TTARequest:
    """Accept an offer for the provider; a coordinator confirms next.

    The provider writes the answer and the portal moves the request, because through a share a provider can
    write only its answer.

    Raises:
        NotYours: when the actor is not of the offered organization.
        OfferClosed: when it was answered, withdrawn, or expired.
        Refused: when the requester would accept.
    """
    answered = _answer(
        offer, OfferState.ACCEPTED, by=by, lead_name=lead_name, no_conflict=no_conflict
    )
    with powers_of("system:offers"):
        kept = locked(answered.request_id)
        move(kept, "accept", f"{kept.provider} accepted", by=by)
        shared = Share.objects.of_request(kept.pk).unended_of(answered.provider_id)
        shared.update(level=ShareLevel.WORK)
        Provider.objects.filter(pk=answered.provider_id).update(last_assigned_at=clock.now())
    emit(
        "tta_requests.announce_acceptance",
        key=f"accepted:{answered.pk}",
        payload={"offer": str(answered.pk)},
        lane=Lane.EXPEDITED,
    )
    return kept


@atomic
def decline(offer: Offer, *, reason: str, by: Actor) -> Offer:
    """Decline an offer for the provider, and make the next offer.

    Raises:
        NotYours: when the actor is not of the offered organization.
        OfferClosed: when it was answered, withdrawn, or expired.
    """
    declined = _answer(offer, OfferState.DECLINED, by=by, decline_reason=reason)
    powers.give_up()  # the provider's access to the request ends with its answer
    with powers_of("system:offers"):
        kept = locked(declined.request_id)
        text = f"{kept.provider} declined"
        move(kept, "return-to-matching", text, by=by, reason=reason, provider=None)
        _close(declined)
    _ask_next(declined)
    return declined


@atomic
def lapse(offer: Offer, *, by: Actor) -> bool:
    """Expire an offer that was not answered in time; return whether it was still open.

    Answering and expiring both lock the request first, so exactly one of them happens.
    """
    kept = locked(offer.request_id)
    late = Offer.objects.open().filter(pk=offer.pk, due_at__lte=clock.now())
    if not late.update(state=OfferState.LAPSED, answered_at=clock.now()):
        return False
    text = f"{kept.provider} didn't answer by the deadline"
    move(kept, "return-to-matching", text, by=by, provider=None)
    _close(offer)
    _ask_next(offer)
    return True


@atomic
def give_back(offer: Offer, *, by: Actor) -> bool:
    """Take back an open offer that nobody is left to answer, and ask the next provider; False if it is answered."""
    kept = locked(offer.request_id)
    standing = Offer.objects.open().filter(pk=offer.pk)
    if not standing.update(state=OfferState.RECALLED, answered_at=clock.now()):
        return False
    text = f"{kept.provider} has no one left to answer"
    move(kept, "return-to-matching", text, by=by, provider=None)
    _close(offer)
    _ask_next(offer)
    return True


def end_open_offer(tta_request: TTARequest, state: OfferState, *, by: Actor) -> Offer | None:
    """End a request's open or accepted offer, when it is recalled or the request withdrawn; return it."""
    standing = Offer.objects.of_request(tta_request.pk).filter(
        state__in=[OfferState.OPEN, OfferState.ACCEPTED]
    )
    offer = standing.last()
    if offer is None:
        return None
    if offer.is_open:
        notify.undone(f"offer:{offer.pk}", str(offer.pk))
    offer.state, offer.answered_at, offer.answered_by_id = state, clock.now(), by.user_id
    offer.save(update_fields=["state", "answered_at", "answered_by"])
    _close(offer)
    return offer


def _answer(offer: Offer, state: OfferState, *, by: Actor, **fields: object) -> Offer:
    locked(offer.request_id, through="system:offers")
    kept = locks.hold(Offer.objects.select_related("request"), offer.pk, refusal=OfferClosed)
    if not can_answer(by, kept):
        raise NotYours
    if not kept.is_open or kept.due_at <= clock.now():
        raise OfferClosed
    kept.state, kept.answered_at, kept.answered_by_id = state, clock.now(), by.user_id
    for field, value in fields.items():
        setattr(kept, field, value)
    kept.save(update_fields=["state", "answered_at", "answered_by", *fields])
    return kept


def _close(offer: Offer) -> None:
    provider_capacity.end_share(offer.request_id, offer.provider_id)
    provider_capacity.release(offer.provider_id)


def window_of(tta_request: TTARequest) -> Allowance:
    """Return the business time that one provider has to answer, by the request's urgency."""
    standard = ClockStandard.objects.of_urgency(tta_request.urgency).get(kind="offer-window")
    return allowance(standard)


def _ask_next(offer: Offer) -> None:
    emit(
        "tta_requests.route",
        key=f"route-next:{offer.pk}",
        payload={"request": str(offer.request_id)},
        lane=Lane.EXPEDITED,
    )
