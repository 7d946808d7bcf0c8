"""What can be imported from a spreadsheet, and what each room makes of a row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Column:
    """A column the room understands: its form's field, and how its header reads.

    Attributes:
        field: of the form.
        label: its heading, in the template too.
        example: a cell of the template.
        required: whether a file must have it.
        aliases: other headings it is known by, such as those of our own exports.
        parts: headings of two columns that together say it, such as first and last name.
        is_day: whether its cells are days.
    """

    field: str
    label: str
    example: str = ""
    required: bool = False
    aliases: tuple[str, ...] = ()
    parts: tuple[str, str] | None = None
    is_day: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that names it."""
        return (self.label, self.field.replace("_", " "), *self.aliases)


# By field the names a cell can say, each with what it is called.
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Importable:
    """A kind of rows.

    Attributes:
        slug: its name in addresses.
        title: in the reader's words.
        permission: what it takes.
        columns: what a row may have.
        form: gives the form that checks one row, made once for a whole file.
        identity: what makes a clean row the same row, in whichever file it comes.
        bring: makes the row real and says what came of it, such as a number.
        names: gives the names the actor can refer to; others are proposed where they are near.
        removed: of clean rows that were brought before, gives the identities of those whose record was removed since;
            they are brought again. Left out where nothing that was brought can be removed.
    """

    slug: str
    title: str
    permission: Permission
    columns: tuple[Column, ...]
    form: Callable[[Actor], Callable[[Mapping[str, str]], BaseForm]]
    identity: Callable[[Mapping[str, Any]], str]
    bring: Callable[[Mapping[str, Any], Actor], str]
    names: Callable[[Actor], Names]
    removed: Callable[[Sequence[Mapping[str, Any]]], Collection[str]] = lambda _rows: ()


_kinds: dict[str, Importable] = {}


def register(importable: Importable) -> None:
    """Offer a kind; the same one registered again is replaced."""
    _kinds[importable.slug] = importable


def find(slug: str) -> Importable | None:
    """Return the kind with that slug."""
    return _kinds.get(slug)


def open_to(actor: Actor) -> list[Importable]:
    """List the kinds of rows the actor may import."""
    return [each for each in _kinds.values() if actor.may_anywhere(each.permission)]
