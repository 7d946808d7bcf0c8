"""Cursors: where a page of a list begins, as opaque and signed text in the URL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core import signing


class Position(NamedTuple):
    """A row of a list by its sort values: the next page begins after it."""

    at: Any
    pk: Any


def newest_first(row: Any) -> Position:
    """Return a row's position in a list in order of creation."""
    return Position(row.created_at, row.pk)


def _hex(text: str) -> UUID:
    return UUID(hex=text)


class LostPlace(ValueError):
    """A cursor the portal stored itself and can no longer read, as its secret key was changed."""


@dataclass(frozen=True, slots=True)
class Cursors:
    """The cursors of one list; cursors of another list are not valid in it.

    Arguments:
        salt: the list's name.
        place: returns a row's sort values, its key last.
        read_at: converts the first value back from text.
        read_pk: converts the key back from text.
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
        """Return the position a cursor names; None if it was damaged or made up."""
        try:
            at, pk = self._signer().unsign_object(cursor)
            return Position(self.read_at(at), self.read_pk(pk))
        except (signing.BadSignature, ValueError, TypeError):
            return None

    def resume(self, cursor: str) -> Position | None:
        """Return the position to continue after, from a stored cursor; None for the beginning.

        Raises:
            LostPlace: when the cursor can't be read, rather than starting the list over.
        """
        if not cursor:
            return None
        found = self.read(cursor)
        if found is None:
            raise LostPlace
        return found

    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=self.salt)
