"""Decide on submitted requests: what coordinators, liaisons, and requesters can do."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.outbox import emit
from foundation.tenancy.context import atomic
from foundation.workflow.errors import Refused
from tta_requests.actions import clocks, messages, offers, provider_capacity
from tta_requests.actions.offers import end_open_offer
from tta_requests.actions.transitions import entry, locked, move, search_again
from tta_requests.enums import UNDECIDED_STATUSES, OfferState, Status, Urgency
from tta_requests.errors import NotYours
from tta_requests.models import MatchRun, Provider, RoutingException, TTARequest
from tta_requests.querysets.routing import latest_run_of

NOT_RANKED = "The ranking isn't ready yet. It takes a few seconds after a request is submitted."


@atomic
def offer_to(
    tta_request: TTARequest, *, run: MatchRun, provider: int, reason: str, note: str, by: Actor
) -> Provider:
    """Offer a request to a provider, moving it to matching first if needed, and post the note to the site.

    Raises:
        As ``triage.match``, ``offers.make`` and ``messages.post``.
    """
    if tta_request.status == Status.TRIAGE:
        match(tta_request, by=by)
    chosen = Provider.objects.named(provider)
    offers.make(tta_request, run=run, provider=chosen, reason=reason, by=by)
    if note.strip():
        messages.post(tta_request, text=note, by=by)
    return chosen


def ranking_for(tta_request: TTARequest) -> MatchRun:
    """Return the ranking that a provider is chosen from.

    Raises:
        Refused: when the request's state allows no offer, or nothing is ranked yet.
    """
    if tta_request.status == Status.SUBMITTED:
        raise Refused("Acknowledge the request first, then choose a provider.")
    if tta_request.status not in {Status.TRIAGE, Status.MATCHING}:
        raise Refused(
            "This request can't be offered with its current status. Open the page again to see the latest."
        )
    run = next(iter(latest_run_of(tta_request.pk)), None)
    if run is None:
        raise Refused(NOT_RANKED)
    return run


@atomic
def acknowledge(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Acknowledge a request: the site knows that a person read it, and the first clock stops.

    An expedited request may be with a provider already; it is then acknowledged without changing its state.

    Raises:
        Refused: when someone acknowledged it before.
        NotYours: when the actor does not triage for that site.
    """
    kept = locked(tta_request.pk)
    if not by.may(P.REQUEST_TRIAGE, at=kept.site_id):
        raise NotYours
    if kept.acknowledged_at or kept.status not in UNDECIDED_STATUSES:
        raise Refused(
            "This request was already acknowledged. The timeline shows who acknowledged it."
        )
    emit(
        "tta_requests.announce_acknowledgement",
        key=f"acknowledged:{kept.pk}",
        payload={"request": str(kept.pk)},
    )
    now = clock.now()
    owner = by.user_id if P.REQUEST_ASSIGN in by.everywhere else kept.owner_id
    if kept.status == Status.SUBMITTED:
        return move(kept, "acknowledge", "Acknowledged", by=by, acknowledged_at=now, owner_id=owner)
    kept.acknowledged_at, kept.owner_id = now, owner
    kept.version += 1
    kept.save(update_fields=["acknowledged_at", "owner", "version"])
    clocks.stop_acknowledge(kept)
    made = entry(kept, "acknowledge", "Acknowledged", by=by)
    # No state moves, and those who follow the request are told all the same.
    emit("tta_requests.announce_step", key=f"step:{made.pk}", payload={"entry": str(made.pk)})
    return kept


@atomic
def match(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Move a request to matching, by a coordinator's decision.

    Raises:
        Refused: when it is not in triage.
    """
    kept = locked(tta_request.pk)
    return move(kept, "match", "Moved to matching", by=by)


@atomic
def confirm(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Confirm the provider that accepted: for an automatic offer, this is the triage decision.

    Raises:
        Refused: when no one has accepted, or the actor is the requester.
    """
    kept = locked(tta_request.pk)
    text = (
        f"{kept.provider} confirmed as provider"
        if kept.provider_id
        else f"{kept.workers} confirmed"
    )
    move(kept, "confirm", text, by=by, acknowledged_at=kept.acknowledged_at or clock.now())
    emit(
        "tta_requests.announce_confirmation",
        key=f"confirmed:{kept.pk}:{kept.version}",
        payload={"request": str(kept.pk)},
    )
    return kept


@atomic
def recall(tta_request: TTARequest, *, reason: str, by: Actor) -> TTARequest:
    """Withdraw an offer before it is confirmed, or confirmed work from a provider with no one left.

    The request then waits in matching for a person. A scope that was signed with the provider needs a new version.

    Raises:
        Refused: when there is no offer to withdraw, someone is left to do the work, or no reason is given.
    """
    kept = locked(tta_request.pk)
    name = kept.workers or "the provider"
    is_new_search = kept.status not in {Status.OFFERED, Status.ACCEPTED}
    # An agency that leads alone gives the request back; as a co-lead it continues with the next provider.
    leads = kept.co_leads if kept.provider_id else []
    text = f"Offer to {name} withdrawn"
    gone = {"provider": None, "co_leads": leads, "scope_signed_at": None}
    move(kept, "recall", text, by=by, reason=reason, **gone)
    if ended := end_open_offer(kept, OfferState.RECALLED, by=by):
        notify.undone(f"acceptance:{ended.pk}", f"asked:{ended.pk}")
        notify.undone(f"offer:{ended.pk}", str(ended.pk))
    if is_new_search:
        search_again(kept)
    return kept


@atomic
def withdraw(tta_request: TTARequest, *, reason: str, by: Actor) -> TTARequest:
    """Withdraw a request the site no longer needs; offers end and providers' places are released.

    Raises:
        Refused: when it can no longer be withdrawn, or no reason is given.
    """
    kept = locked(tta_request.pk)
    held = kept.provider_id
    unsaid = kept.is_draft and kept.urgency == Urgency.CRITICAL and not kept.urgency_reason.strip()
    # Only a draft may be critical without saying why.
    changes = {"urgency": Urgency.EXPEDITED} if unsaid else {}
    move(kept, "withdraw", "Request withdrawn", by=by, reason=reason, **changes)
    # Without a provider no offer is in force: one from before a second look released its place earlier.
    if held and not end_open_offer(kept, OfferState.RECALLED, by=by):
        provider_capacity.release(held)
    RoutingException.objects.open().filter(request_id=kept.pk).update(closed_at=clock.now())
    return kept
