"""Place and lift legal holds: nothing of a request can be deleted while one is in force."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import Refused
from tta_requests.actions.transitions import entry, locked
from tta_requests.enums import MessageAudience
from tta_requests.errors import NotYours
from tta_requests.models import TTARequest
from tta_requests.policies import can_preserve


@atomic_savepoint
def change(tta_request: TTARequest, *, held: bool, reason: str, by: Actor) -> TTARequest:
    """Place a legal hold on a request, or lift it. Everyone who can see the request can see the hold.

    Arguments:
        tta_request: visible to the actor.
        held: whether it is on hold from now on.
        reason: why, such as the matter's name; only DOJ staff read it.
        by: a program manager.

    Raises:
        NotYours: when the actor may not place holds.
        Refused: when nothing would change.
    """
    kept = locked(tta_request.pk)
    if not can_preserve(by, kept):
        raise NotYours
    if kept.is_on_legal_hold == held:
        raise Refused(
            "This request is already on legal hold."
            if held
            else "This request isn't on legal hold."
        )
    kept.legal_hold_since = clock.now() if held else None
    kept.version += 1
    kept.save(update_fields=["legal_hold_since", "version"])
    said = "Placed on legal hold" if held else "Legal hold lifted"
    entry(kept, "legal-hold", said, by=by, reason=reason, audience=MessageAudience.INTERNAL)
    return kept
