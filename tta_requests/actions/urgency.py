"""Endorse a critical request for the site's leadership, and change the urgency for DOJ."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.actions import clocks
from tta_requests.actions.transitions import entry, locked, person
from tta_requests.enums import Urgency
from tta_requests.errors import NotYours
from tta_requests.models import TTARequest
from tta_requests.policies import can_endorse, can_regrade


@atomic
def endorse(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Endorse a critical request on behalf of the site's leadership.

    Raises:
        NotYours: when the actor is not of its leadership.
        Refused: when it is not critical, not open, or already endorsed.
    """
    kept = locked(tta_request.pk)
    if not can_endorse(by, kept, ever=True):
        raise NotYours
    if not can_endorse(by, kept):
        raise Refused("This request is no longer critical or was already endorsed.")
    kept.endorsed_at, kept.endorsed_by_id = clock.now(), person(by)
    kept.version += 1
    kept.save(update_fields=["endorsed_at", "endorsed_by", "version"])
    entry(kept, "endorse", "Endorsed by the site's leadership", by=by)
    return kept


@atomic_savepoint
def change(tta_request: TTARequest, *, urgency: Urgency, reason: str, by: Actor) -> TTARequest:
    """Change the urgency of an open request and recalculate its clocks; the old clocks stay on record.

    One that becomes critical needs its leadership's endorsement, also where an earlier one had it.

    Arguments:
        tta_request: visible to the actor.
        urgency: the new urgency.
        reason: why; everyone who sees the request reads it.
        by: a coordinator or program manager.

    Raises:
        NotYours: when the actor may not change urgency.
        InvalidInput: when nothing would change.
    """
    kept = locked(tta_request.pk)
    if not can_regrade(by, kept):
        raise NotYours
    if kept.urgency == urgency:
        raise InvalidInput("Choose a different urgency.", field="urgency")
    said = f"Urgency changed from {kept.get_urgency_display()} to {urgency.label}"
    kept.urgency = urgency
    kept.endorsed_at = kept.endorsed_by = None
    if urgency == Urgency.CRITICAL:
        kept.urgency_reason = reason
    kept.version += 1
    kept.save(update_fields=["urgency", "urgency_reason", "endorsed_at", "endorsed_by", "version"])
    clocks.rebase(kept)
    entry(kept, "regrade", said, by=by, reason=reason)
    if urgency == Urgency.CRITICAL:
        payload = {"request": str(kept.pk), "occasion": str(kept.version)}
        emit(
            "tta_requests.ask_endorsement", key=f"endorse:{kept.pk}:{kept.version}", payload=payload
        )
    return kept
