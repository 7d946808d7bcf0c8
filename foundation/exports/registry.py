"""Which lists can be exported, and how each gives its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission

Cell = str | int | float | None
# The rows behind a place of the list (empty: from its beginning), and the place of the last of them.
Rows = Callable[[Actor, QueryDict, str, int], tuple[list[Sequence[Cell]], str]]
Count = Callable[[Actor, QueryDict, int], int]


@dataclass(frozen=True, slots=True)
class Exportable:
    """A list that can be exported.

    Attributes:
        slug: its name in addresses, and the beginning of the file's.
        title: in the reader's words.
        permission: what it takes to see the list; taking it along is one permission for all.
        columns: the first line.
        rows: one step's rows, through the reader's own eyes.
        count: how many there are, at most so many.
    """

    slug: str
    title: str
    permission: Permission
    columns: tuple[str, ...]
    rows: Rows
    count: Count


_lists: dict[str, Exportable] = {}


def register(exportable: Exportable) -> None:
    """Offer a list; the same one registered again is replaced."""
    _lists[exportable.slug] = exportable


def find(slug: str) -> Exportable | None:
    """Return the list with that slug."""
    return _lists.get(slug)


def choices() -> list[tuple[str, str]]:
    """Slug and title of each."""
    return [(each.slug, each.title) for each in _lists.values()]
