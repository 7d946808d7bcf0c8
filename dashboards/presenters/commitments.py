"""The inbox of next steps, as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from liaisons.presenters.owned import OwnedCommitment, owned_commitment

MAX_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment of the inbox, and the person or side responsible for it."""

    commitment: OwnedCommitment
    owner: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """The page: its rows, whether there are more, and whose they are.

    Attributes:
        rows: open commitments, due first.
        has_more: whether more are open than are shown.
        is_everyones: whether it shows all that the reader can read, not only their own.
    """

    rows: Sequence[Row]
    has_more: bool
    is_everyones: bool


def inbox_of(found: Sequence[Commitment], actor: Actor, *, is_everyones: bool) -> Inbox:
    """Show commitments loaded with ``inbox``, one more than fits if there are more."""
    rows = [
        Row(
            owned_commitment(each, actor),
            each.owner.name if each.owner else str(Party(each.owed_by).label),
        )
        for each in found[:MAX_SHOWN]
    ]
    return Inbox(rows, len(found) > MAX_SHOWN, is_everyones)
