"""The lists whose views can be saved, and how each is watched for new rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict

from foundation.accounts.actors import Actor

# The pagination position is not part of a view.
PLACES = ("after", "before", "last")


class Newest(NamedTuple):
    """The newest row of a list: its key, and when it was created."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A list whose filters can be saved under a name.

    Attributes:
        path: its path.
        title: its title for readers.
        newest: returns the newest row for an actor and filters; None if the list is not watched.
    """

    path: str
    title: str
    newest: Callable[[Actor, QueryDict], Newest | None] | None = None


_lists: dict[str, Listed] = {}


def register(listed: Listed) -> None:
    """Register a list; one with the same path is replaced."""
    _lists[listed.path] = listed


def find(path: str) -> Listed | None:
    """Return the list with that path."""
    return _lists.get(path)


def choices() -> list[tuple[str, str]]:
    """Return the path and title of each list."""
    return [(each.path, each.title) for each in _lists.values()]


def without_place(query: str) -> str:
    """Remove the pagination position from a query."""
    kept = QueryDict(query, mutable=True)
    for name in PLACES:
        kept.pop(name, None)
    return kept.urlencode()
