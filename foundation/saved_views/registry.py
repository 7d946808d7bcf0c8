"""Which lists have views that can be saved, and how each is watched."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict

from foundation.accounts.actors import Actor

# Where in the list one stands is no part of a view.
PLACES = ("after", "before", "last")


class Newest(NamedTuple):
    """The newest row of a list: what it is known by, and when it came."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """List whose filters can be saved under a name.

    Attributes:
        path: its address.
        title: in the reader's words.
        newest: its newest row for an actor, through the same filters; None where it is not watched.
    """

    path: str
    title: str
    newest: Callable[[Actor, QueryDict], Newest | None] | None = None


_lists: dict[str, Listed] = {}


def register(listed: Listed) -> None:
    """Offer a list; the same one registered again is replaced."""
    _lists[listed.path] = listed


def find(path: str) -> Listed | None:
    """Return the list with that address."""
    return _lists.get(path)


def choices() -> list[tuple[str, str]]:
    """Address and title of each."""
    return [(each.path, each.title) for each in _lists.values()]


def without_place(query: str) -> str:
    """Remove the pagination position from a query."""
    kept = QueryDict(query, mutable=True)
    for name in PLACES:
        kept.pop(name, None)
    return kept.urlencode()
