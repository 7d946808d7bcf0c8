"""The lists that can be exported, and how each provides its rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission
from foundation.exports.enums import Format
from foundation.ui import dates

# A moment is of the reader's or the site's zone, and carries none: a workbook knows no zones.
Cell = str | int | float | date | datetime | None
# Returns the rows after a position in the list (empty for the start), and the position of the last.
Rows = Callable[[Actor, QueryDict, str, int], tuple[list[Sequence[Cell]], str]]
Count = Callable[[Actor, QueryDict, int], int]
NarrowedBy = Callable[[Actor, QueryDict], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that goes with the rows: its path in the ZIP file, and its content in file storage."""

    path: str
    content: str


def moment_of(moment: datetime, tz: str | ZoneInfo) -> datetime:
    """Return a moment as a cell tells it: what the clock of a zone shows, to the minute, without the zone.

    The column's title says whose clock it is.
    """
    return moment.astimezone(dates.zone_of(tz)).replace(second=0, microsecond=0, tzinfo=None)


Files = Callable[[Actor, QueryDict], Iterable[Packed]]


@dataclass(frozen=True, slots=True)
class Exportable:
    """A list that can be exported.

    Attributes:
        slug: its name in URLs, and the start of the file's name.
        title: its name for readers.
        permission: the permission to see the list; exporting any list is one more permission.
        columns: the header row.
        rows: returns the rows of one step, as far as the actor may see them.
        count: returns how many rows there are, up to a maximum.
        narrowed: returns which part of the list is asked for, as labels and words, such as "Status" and "Open"; nothing for
            all of it.
        files: returns the files that go with the rows, as far as the actor may see them: the rows are the list of what is
            in one ZIP file.
    """

    slug: str
    title: str
    permission: Permission
    columns: tuple[str, ...]
    rows: Rows
    count: Count
    narrowed: NarrowedBy = lambda _actor, _query: ()
    files: Files | None = None

    @property
    def formats(self) -> Sequence[Format]:
        """The formats that people can choose."""
        return [Format.ZIP] if self.files else [Format.CSV, Format.XLSX]


_lists: dict[str, Exportable] = {}


def register(exportable: Exportable) -> None:
    """Register a list; one with the same slug is replaced."""
    _lists[exportable.slug] = exportable


def find(slug: str) -> Exportable | None:
    """Return the list with that slug."""
    return _lists.get(slug)


def choices() -> list[tuple[str, str]]:
    """Return the slug and title of each list."""
    return [(each.slug, each.title) for each in _lists.values()]
