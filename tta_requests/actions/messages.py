"""Post messages about a request."""

from foundation.accounts.actors import Actor
from foundation.outbox import emit
from foundation.tenancy.context import atomic
from tta_requests.actions.transitions import entry
from tta_requests.enums import MessageAudience
from tta_requests.errors import NotYours
from tta_requests.models import MESSAGE, Entry, TTARequest
from tta_requests.policies import can_comment, can_write_internal, can_write_message


@atomic
def post(
    tta_request: TTARequest,
    *,
    text: str,
    internal: bool = False,
    works_on_it: bool = False,
    by: Actor,
) -> Entry:
    """Post a message; notify the people concerned that there is one, never what it says.

    Arguments:
        tta_request: visible to the actor.
        text: as entered.
        internal: for DOJ staff only.
        works_on_it: whether the actor's organization has accepted the request.
        by: the author.

    Raises:
        NotYours: when the actor does not take part in this conversation.
    """
    takes_part = can_write_message(by, tta_request, works_on_it=works_on_it)
    if not (takes_part or can_comment(by, tta_request)):
        raise NotYours
    if internal and not can_write_internal(by):
        raise NotYours
    audience = MessageAudience.INTERNAL if internal else MessageAudience.SHARED
    said = entry(tta_request, MESSAGE, text.strip(), by=by, audience=audience)
    emit("tta_requests.announce_message", key=f"message:{said.pk}", payload={"entry": str(said.pk)})
    return said
