"""What happened to a commitment, as its event table keeps it."""

from collections.abc import Sequence
from typing import Any

from engagements.models import Commitment

MAX_EVENTS = 200


def versions_of(commitment: Commitment) -> Sequence[Any]:
    """Load the commitment as it was after each change, oldest first; row security decides who reads it."""
    events: Any = next(iter(Commitment.pgh_event_models.values())).objects  # type: ignore[attr-defined]  # -- pghistory's own register
    found: list[Any] = list(events.filter(pgh_obj_id=commitment.pk).order_by("pgh_id")[:MAX_EVENTS])
    return found
