"""A day of an agenda as a table of rooms by times, with the breaks between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from foundation.ui import dates, wording
from foundation.ui.types import Entry, Link
from summits.models import Summit
from summits.presenters.days import local
from summits.presenters.session_lines import SessionLine
from summits.querysets.agenda import Slot

NO_ROOM = "No room yet"
# A longer time without a session isn't called a break.
LONGEST_BREAK = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A start time, with what begins then in each room, or with the break that begins then.

    Attributes:
        pause: what is said of the break; empty for a row of sessions.
    """

    time: str
    cells: Sequence[tuple[str, Sequence[Entry]]] = ()
    pause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTable:
    """A day: its rooms, each with what its column says, and its rows by time."""

    day: date
    heading: str
    rooms: Mapping[str, str]
    rows: Sequence[TimeRow]
    lines: Sequence[SessionLine]


def table_of(
    day: date,
    summit: Summit,
    sessions: Sequence[Slot],
    lines: Mapping[UUID, SessionLine],
    *,
    has_all: bool = True,
) -> DayTable:
    """Show the sessions of a day.

    Arguments:
        lines: each of them in words.
        has_all: whether they are all of that day, so that a time without one is a break.
    """
    seats = {lines[each.pk].room or NO_ROOM: each.room_seats for each in sessions}
    rooms = sorted(seats, key=lambda name: (name == NO_ROOM, name))
    starting: dict[datetime, list[Slot]] = {}
    for each in sessions:
        if each.starts_at:
            starting.setdefault(each.starts_at, []).append(each)
    return DayTable(
        day=day,
        heading=dates.long_day(day),
        rooms={name: column_of(name, 0 if summit.is_virtual else seats[name]) for name in rooms},
        rows=[*_rows(sorted(starting.items()), rooms, lines, summit, has_all=has_all)],
        lines=[lines[each.pk] for each in sessions],
    )


def _rows(
    starting: Sequence[tuple[datetime, Sequence[Slot]]],
    rooms: Sequence[str],
    lines: Mapping[UUID, SessionLine],
    summit: Summit,
    *,
    has_all: bool,
) -> Iterator[TimeRow]:
    """Yield a row for each time at which sessions begin, after the break before it."""
    over: datetime | None = None
    for at, sessions in starting:
        if has_all and over and timedelta() < at - over <= LONGEST_BREAK:
            minutes = wording.counted((at - over) // timedelta(minutes=1), "minute")
            yield TimeRow(time=_time(over, summit), pause=f"Break · {minutes}")
        there: dict[str, list[Entry]] = {}
        for each in sessions:
            line = lines[each.pk]
            there.setdefault(line.room or NO_ROOM, []).append(_entry(line))
        yield TimeRow(time=_time(at, summit), cells=[(name, there.get(name, ())) for name in rooms])
        over = max(over or at, *(each.ends_at or at for each in sessions))


def _time(at: datetime, summit: Summit) -> str:
    return dates.time_of_day(local(at, summit))


def column_of(room: str, seats: int) -> str:
    """Return the heading of a room's column: its name and how many seats it has."""
    return f"{room} · {wording.counted(seats, 'seat')}" if seats else room


def _entry(line: SessionLine) -> Entry:
    mine = (line.mine,) if line.mine else ()
    return Entry(
        href=line.href,
        title=line.title,
        said=" · ".join(filter(None, (line.times, line.area, line.speakers))),
        notes=(*mine, *(("at-risk", said) for said in line.warnings)),
        action=Link("Move", line.move_href) if line.move_href else None,
        anchor=line.anchor,
    )
