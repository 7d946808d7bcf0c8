"""Record delivery: the provider starts, reports, and corrects it, the site confirms it, the portal closes the request."""

import pghistory

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic, atomic_savepoint, powers_of
from foundation.ui import wording
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from tta_requests.actions.time_limits import ends, is_over
from tta_requests.actions.transitions import entry, locked, move
from tta_requests.enums import LimitKind
from tta_requests.errors import NotYours
from tta_requests.models import TTARequest
from tta_requests.policies import can_correct_delivery

SAME = "This is the number that was reported. Enter the right one, or cancel."


@atomic
def start(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Start delivery: the provider and the site have met.

    The portal moves the request, because through a share a provider can write only its answer.

    Raises:
        Refused: when the scope is not signed, or another provider has it.
    """
    kept = locked(tta_request.pk, through="system:offers")
    with powers_of("system:offers"):
        return move(kept, "start-delivery", "Delivery started", by=by)


@atomic
def report(
    tta_request: TTARequest, *, reason: str, people_trained: int | None = None, by: Actor
) -> TTARequest:
    """Report that everything was delivered, and what it was.

    Arguments:
        tta_request: in delivery.
        reason: what was delivered, in a few sentences; the site reads it.
        people_trained: how many people were trained, each counted once; None leaves what was reported before.
        by: someone from the provider that has it.

    Raises:
        Refused: when it is not in delivery, or another provider has it.
    """
    kept = locked(tta_request.pk, through="system:offers")
    with powers_of("system:offers"):
        if people_trained is None:
            return move(kept, "deliver", "Delivery reported", by=by, reason=reason)
        text = f"Delivery reported: {wording.counted(people_trained, 'person', 'people')} trained"
        return move(kept, "deliver", text, by=by, reason=reason, people_trained=people_trained)


@atomic_savepoint
def correct(
    tta_request: TTARequest,
    *,
    people_trained: int | None,
    reason: str,
    version: int | str | None,
    by: Actor,
) -> TTARequest:
    """Correct how many people were trained; the timeline keeps the former number, and who acted on it is notified.

    Reports that were frozen keep the number they had, until someone restates them.

    Arguments:
        tta_request: visible to the actor, and reported as delivered.
        people_trained: how many people were trained, each counted once; None if the help wasn't training.
        reason: what was wrong; everyone who reads the request reads it.
        version: the version of the request that the correction is based on.
        by: someone who delivered it, until the request is closed, or DOJ staff, also later.

    Raises:
        NotYours: when the actor is neither, or nothing was reported as delivered.
        StaleEdit: when the request changed since that version.
        InvalidInput: without a reason, or when the number stays the same.
    """
    kept = locked(tta_request.pk, through="system:offers")
    if not can_correct_delivery(by, kept):
        raise NotYours
    check_version(kept, version)
    if not reason.strip():
        raise InvalidInput("Enter a reason. It's saved with the request.", field="reason")
    if kept.people_trained == people_trained:
        raise InvalidInput(SAME, field="people_trained")
    text = (
        f"People trained corrected from {_number(kept.people_trained)} to {_number(people_trained)}"
    )
    kept.people_trained = people_trained
    kept.version += 1
    with powers_of("system:offers"), pghistory.context(step="correct-delivery", reason=reason):
        kept.save(update_fields=["people_trained", "version"])
        made = entry(kept, "correct-delivery", text, by=by, reason=reason.strip())
    emit("tta_requests.announce_step", key=f"step:{made.pk}", payload={"entry": str(made.pk)})
    return kept


def _number(people: int | None) -> str:
    return "none reported" if people is None else f"{people:,}"


@atomic
def dispute(tta_request: TTARequest, *, reason: str, by: Actor) -> TTARequest:
    """Report something missing from a delivery; the provider continues the work.

    Raises:
        Refused: when nothing was reported as delivered, or no reason is given.
    """
    kept = locked(tta_request.pk)
    return move(kept, "dispute", "The site reported something missing", by=by, reason=reason)


@atomic
def confirm(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Confirm that the site received what it asked for.

    Raises:
        Refused: when nothing was reported as delivered.
    """
    kept = locked(tta_request.pk)
    return move(kept, "confirm-delivery", "Delivery confirmed", by=by)


@atomic
def confirm_by_itself(tta_request: TTARequest, *, since: str, by: Actor) -> bool:
    """Confirm a delivery that was not disputed in time; return whether it was still unconfirmed."""
    kept = locked(tta_request.pk)
    if not is_over(kept, LimitKind.CONFIRMATION, since=since):
        return False
    text = "Delivery confirmed automatically: the site didn't respond by the deadline"
    move(kept, "confirm-delivery", text, by=by)
    return True


@atomic
def close(tta_request: TTARequest, *, since: str, by: Actor) -> bool:
    """Close a request whose evaluation window is over; return whether it was still open."""
    kept = locked(tta_request.pk)
    if not is_over(kept, LimitKind.EVALUATION, since=since):
        return False
    until = ends(kept, LimitKind.REOPENING, clock.now())
    move(kept, "close", "Closed", by=by, reopen_until=until)
    return True
