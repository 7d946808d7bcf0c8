"""What several rooms tell in one list: rows of one shape, each with the words and the page of its kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet

R = TypeVar("R")
Asked_contra = TypeVar("Asked_contra", contravariant=True)


class Kind(Protocol[Asked_contra]):
    """What a room declares of a kind of row: what it says, and the page of its item."""

    @property
    def what(self) -> str | Callable[[Asked_contra], str]:
        """What it says, or how to say it."""

    @property
    def href(self) -> Callable[[Asked_contra], str]:
        """Find the page of the item."""


K = TypeVar("K", bound=Kind[Any])


@dataclass(frozen=True, slots=True)
class Told(Generic[R, K]):
    """A row as its reader may see it."""

    row: R
    kind: K

    @property
    def what(self) -> str:
        """What it says, in words."""
        what = self.kind.what
        return what if isinstance(what, str) else str(what(self.row))

    @property
    def href(self) -> str:
        """The page of the item."""
        return str(self.kind.href(self.row))


def united(parts: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any] | None:
    """Put the queries of all rooms, which have the same columns, into one statement; None without a query."""
    if not parts:
        return None
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
