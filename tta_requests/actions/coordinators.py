"""Assign a request to a coordinator, and flag it for DOJ staff."""

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.outbox import emit
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.workflow.errors import InvalidInput, Refused
from tta_requests.actions.transitions import entry, locked
from tta_requests.enums import MessageAudience
from tta_requests.errors import NotYours
from tta_requests.models import TTARequest
from tta_requests.policies import can_give
from tta_requests.querysets.coordinators import at_the_desk


@atomic_savepoint
def reassign(tta_request: TTARequest, *, to: int, note: str, by: Actor) -> TTARequest:
    """Reassign a request to a colleague, to share the work or pass a hard one to a program manager.

    Arguments:
        tta_request: visible to the actor, and open.
        to: the id of a coordinator or program manager; the actor's own id takes the request.
        note: what they should know; DOJ staff read it.
        by: a coordinator or program manager.

    Raises:
        NotYours: when the actor may not assign requests.
        InvalidInput: when that person does not work at the desk.
        Refused: when the request has ended, or they already have it.
    """
    kept = locked(tta_request.pk)
    if not can_give(by, kept):
        raise NotYours
    if not kept.is_open:
        raise Refused("This request has ended, so it doesn't need an owner.")
    if kept.owner_id == to:
        raise Refused("This request is already assigned to this colleague.")
    colleague = at_the_desk().filter(pk=to).first()
    if colleague is None:
        raise InvalidInput("Choose a coordinator or Program Manager.", field="to")
    return hand_over(kept, colleague, note, by=by)


@atomic
def restore(tta_request: TTARequest, *, to: int | None, by: Actor) -> TTARequest:
    """Undo a reassignment: the previous owner has the request again, or no one.

    Raises:
        NotYours: when the actor may not assign requests.
    """
    kept = locked(tta_request.pk)
    if not can_give(by, kept):
        raise NotYours
    before = at_the_desk().filter(pk=to).first() if to else None
    return hand_over(kept, before, "Reassigned by mistake.", by=by)


@atomic_savepoint
def flag(tta_request: TTARequest, *, text: str, by: Actor) -> TTARequest:
    """Set a flag that DOJ staff see wherever the request is listed; an empty text removes it.

    Raises:
        NotYours: when the actor does not work at the desk.
    """
    kept = locked(tta_request.pk)
    if not can_give(by, kept):
        raise NotYours
    if kept.flag == text:
        return kept
    kept.flag = text
    kept.save(update_fields=["flag"])
    said = f"Flag set: {text}" if text else "Flag removed"
    entry(kept, "flag", said, by=by, audience=MessageAudience.INTERNAL)
    return kept


def hand_over(kept: TTARequest, to: User | None, note: str, *, by: Actor) -> TTARequest:
    """Assign a locked request to somebody, or to no one, and tell them."""
    kept.owner = to
    kept.version += 1
    kept.save(update_fields=["owner", "version"])
    said = f"Assigned to {to}" if to else "Unassigned"
    made = entry(kept, "give", said, by=by, reason=note, audience=MessageAudience.INTERNAL)
    if to is not None and to.pk != by.user_id:
        payload = {"request": str(kept.pk), "entry": str(made.pk)}
        emit("tta_requests.announce_owner", key=f"given:{made.pk}", payload=payload)
    return kept
