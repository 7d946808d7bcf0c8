"""What happened to a commitment, as its event table keeps it, and its place in lists."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from engagements.models import Commitment
from foundation.accounts.authors import with_author
from foundation.audit.events import events_of
from foundation.workflow.cursors import Cursors, Position

MAX_EVENTS = 200
PLACES = Cursors(
    "engagements.commitments", lambda row: Position(row.due_on, row.pk), read_at=date.fromisoformat
)


def versions_of(commitment: Commitment) -> Sequence[Any]:
    """Load the commitment as it was after each change with its author, oldest first; row security decides who reads it."""
    found = with_author(events_of(Commitment).filter(pgh_obj_id=commitment.pk)).select_related(
        "owner"
    )
    return list(found.order_by("pgh_id")[:MAX_EVENTS])
