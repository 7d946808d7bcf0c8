"""Ask the site a question or put a request on hold; both return it to the state it was in before."""

from collections.abc import Sequence
from datetime import date

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic
from tta_requests.actions.decision_letters import write
from tta_requests.actions.offers import end_open_offer
from tta_requests.actions.time_limits import is_over
from tta_requests.actions.transitions import locked, move, search_again
from tta_requests.enums import LimitKind, OfferState, ReasonFor, Status
from tta_requests.models import RoutingException, TTARequest


@atomic
def ask(tta_request: TTARequest, *, reasons: Sequence[str], text: str, by: Actor) -> TTARequest:
    """Ask the site for what is missing; the clocks are paused until it answers.

    Arguments:
        tta_request: visible to the actor.
        reasons: slugs of reason codes for this step, at least one.
        text: the letter as it is sent.
        by: someone who triages for that site.

    Raises:
        Refused: when a provider has not answered its offer, or the request is not open.
    """
    kept = locked(tta_request.pk)
    acknowledged = kept.acknowledged_at or clock.now()
    if kept.status == Status.SUBMITTED:
        # The person who asks has read the request: the answer leads to a decision, not another acknowledgment.
        move(kept, "acknowledge", "Acknowledged", by=by)
    move(
        kept,
        "ask",
        "Information requested from the site",
        by=by,
        reason=text,
        acknowledged_at=acknowledged,
    )
    write(kept, ReasonFor.ASK, reasons, text, by=by)
    return kept


@atomic
def answer(tta_request: TTARequest, *, reason: str, by: Actor) -> TTARequest:
    """Record the site's answer and resume the request where it stopped.

    Raises:
        Refused: when nothing was asked.
    """
    kept = locked(tta_request.pk)
    return move(kept, "answer", "The site answered", by=by, reason=reason)


@atomic
def hold(tta_request: TTARequest, *, reason: str, until: date | None, by: Actor) -> TTARequest:
    """Put a request on hold.

    Arguments:
        tta_request: visible to the actor.
        reason: everyone who sees the request reads it.
        until: the day on which the people who triage are reminded to review it, in the site's time zone.
        by: someone who triages for that site.

    Raises:
        Refused: when it can't be put on hold in its present state.
    """
    kept = locked(tta_request.pk)
    return move(kept, "hold", "Put on hold", by=by, reason=reason, hold_until=until)


@atomic
def resume(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Resume a request that was on hold.

    Raises:
        Refused: when it is not on hold.
    """
    kept = locked(tta_request.pk)
    move(kept, "resume", "Resumed", by=by, hold_until=None)
    search_again(kept)
    return kept


@atomic
def lapse_question(tta_request: TTARequest, *, since: str, by: Actor) -> bool:
    """Withdraw a request whose question was not answered in time; return whether it was still unanswered."""
    kept = locked(tta_request.pk)
    if not is_over(kept, LimitKind.INFORMATION, since=since):
        return False
    held = kept.provider_id
    reason = (
        "The site didn't answer the question by the deadline. The site can submit a new request."
    )
    move(kept, "withdraw", "Withdrawn automatically", by=by, reason=reason)
    if held:
        end_open_offer(kept, OfferState.RECALLED, by=by)
    RoutingException.objects.open().filter(request_id=kept.pk).update(closed_at=clock.now())
    return True
