"""Ask what has a date in a span: the one answer for the calendar page and the feed, in one statement."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.accounts.actors import Actor
from foundation.agenda.columns import Row
from foundation.agenda.enums import EntryState
from foundation.agenda.registry import Kind, Span, kind_of, sources
from foundation.workflow.told import Told, united

# The most that one query of a source finds; a page says so, and a site narrows it.
MAX_ROWS = 500
# What the feed holds: the last weeks, and a year ahead.
BEHIND, AHEAD = timedelta(days=30), timedelta(days=365)


class Entry(Told[Row, Kind]):
    """Something with a date, as its reader may see it; what it says has no word of the item's own text."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The handle under which it may leave the portal: its number, or its site."""
        return self.row.number or self.row.where

    @property
    def uid(self) -> str:
        """What tells it from every other entry, for ever."""
        return f"{self.kind.slug}-{self.row.subject}"

    @property
    def is_canceled(self) -> bool:
        """Whether it will not come about."""
        return self.row.state == EntryState.CANCELED

    def day_in(self, tz: str) -> date:
        """Return its day: the site's own for what is a day, else that of its time in the zone."""
        if self.row.at is not None:
            return self.row.at.astimezone(ZoneInfo(tz)).date()
        assert self.row.day is not None  # noqa: S101 -- tells the type checker: one of the two is given
        return self.row.day

    def days_in(self, tz: str) -> list[date]:
        """Return each of its days, in order: the site's own for what lasts days, else the day of its time."""
        first = self.day_in(tz)
        last = self.row.last_day or first
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def feed_span(today: date, tz: str) -> Span:
    """Return the days that a feed holds."""
    return Span.of(today - BEHIND, today + AHEAD, tz)


def entries_of(
    actor: Actor, span: Span, tz: str, *, only: Collection[str] | None = None
) -> list[Entry]:
    """Find what the actor sees in a span, in the order of the days in a zone; one statement, none for a visitor or no site.

    Arguments:
        actor: the reader.
        span: the days, and the sites.
        tz: the zone.
        only: the names of the sources that are read; None for all.
    """
    if actor.user_id is None or span.site_ids == frozenset():
        return []
    read = [source for source in sources() if only is None or source.name in only]
    found = united([part for source in read for part in source.rows(actor, span)])
    if found is None:
        return []
    return _in_order((Row(*columns) for columns in found), tz)


def _in_order(rows: Iterable[Row], tz: str) -> list[Entry]:
    """Order days, on each day what has no time first, and the same each time."""
    entries = [Entry(row, kind_of(row.kind)) for row in rows]
    return sorted(entries, key=lambda entry: (entry.day_in(tz), *_place(entry.row)))


def _place(row: Row) -> tuple[float, str, str, str]:
    at: datetime | None = row.at
    return (at.timestamp() if at else 0.0, row.number, row.kind, row.subject)
