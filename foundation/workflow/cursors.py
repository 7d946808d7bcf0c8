"""Where a page of a list begins, as an opaque and signed word in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core import signing


class Position(NamedTuple):
    """A row of the list by what the list is ordered by: the next page begins behind it."""

    at: Any
    pk: Any


def newest_first(row: Any) -> Position:
    """A row of a list in the order it was made."""
    return Position(row.created_at, row.pk)


def _hex(text: str) -> UUID:
    return UUID(hex=text)


class LostPlace(ValueError):
    """A place that the portal noted itself and can no longer read: its secret key was changed and not kept."""


@dataclass(frozen=True, slots=True)
class Cursors:
    """The cursors of one list; those of another list are no places in it.

    Arguments:
        salt: the list's name.
        place: what of a row the list is ordered by, its key last.
        read_at: reads the first part back.
        read_pk: reads the key back.
    """

    salt: str
    place: Callable[[Any], Position] = newest_first
    read_at: Callable[[str], Any] = datetime.fromisoformat
    read_pk: Callable[[str], Any] = _hex

    def write(self, row: Any) -> str:
        """Return the cursor of a row."""
        at, pk = self.place(row)
        told = at.isoformat() if isinstance(at, date) else at
        key = pk.hex if isinstance(pk, UUID) else str(pk)
        return self._signer().sign_object([told, key], compress=True)

    def read(self, cursor: str) -> Position | None:
        """Return the row a cursor names; None when it was damaged or made up."""
        try:
            at, pk = self._signer().unsign_object(cursor)
            return Position(self.read_at(at), self.read_pk(pk))
        except (signing.BadSignature, ValueError, TypeError):
            return None

    def resume(self, cursor: str) -> Position | None:
        """The row to go on behind, by a cursor the portal noted for itself; None at the beginning.

        Raises:
            LostPlace: when it cannot be read, rather than beginning the list again.
        """
        if not cursor:
            return None
        found = self.read(cursor)
        if found is None:
            raise LostPlace
        return found

    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=self.salt)
