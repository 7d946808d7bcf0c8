"""Set the handling mark, which limits who may read a request. It never lets anyone see more than their role."""

from collections.abc import Callable, Sequence

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.versions import check_version
from sites.enums import FederalAgency, Handling
from tta_requests.actions.transitions import entry, locked
from tta_requests.errors import NotYours
from tta_requests.models import TTARequest
from tta_requests.policies import can_mark

_FOLLOWERS: list[Callable[[TTARequest, Actor], None]] = []


def follow(action: Callable[[TTARequest, Actor], None]) -> None:
    """Have what another room keeps about a request follow its mark, in the transaction that changes it.

    Arguments:
        action: gets the request with its new mark, and the actor, who is cleared for it; declaring it again
            changes nothing.
    """
    if action not in _FOLLOWERS:
        _FOLLOWERS.append(action)


@atomic_savepoint
def change(
    tta_request: TTARequest,
    *,
    mark: Handling,
    agencies: Sequence[FederalAgency],
    version: int | str | None,
    by: Actor,
) -> TTARequest:
    """Mark a request as federal, with the agencies that may read it, or open it to the site again.

    Arguments:
        tta_request: visible to the actor.
        mark: its new mark; everything that belongs to the request follows it.
        agencies: for a federal item, its own agency first, then those it is shared with.
        version: of the page it was decided on.
        by: DOJ staff cleared for federal items everywhere.

    Raises:
        NotYours: when the actor may not set marks.
        InvalidInput: when a federal item names no agency.
        Refused: when it already has this mark.
        StaleEdit: when the request changed in the meantime.
    """
    kept = locked(tta_request.pk)
    if not can_mark(by, kept):
        raise NotYours
    check_version(kept, version)
    federal = mark == Handling.FEDERAL
    if federal and not agencies:
        raise InvalidInput("Choose the agency that owns this item.", field="agencies")
    readers = list(agencies) if federal else []
    if (kept.handling, kept.federal_agencies) == (mark, readers):
        raise Refused("The request already has this handling mark, so nothing was changed.")
    kept.handling, kept.federal_agencies = mark, readers
    kept.version += 1
    kept.save(update_fields=["handling", "federal_agencies", "version"])
    said = (
        f"Marked as federal: {', '.join(agencies)}"
        if federal
        else "Shared with the site's team again"
    )
    entry(kept, "handling", said, by=by)
    for action in _FOLLOWERS:
        action(kept, by)
    return kept
