"""The day ruler: one cell a calendar day from start to due, so nobody has to recount."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal

from foundation.calendars.business_time import (
    CLOSES,
    DAY,
    OPENS,
    SATURDAY,
    BusinessCalendar,
)

MAX_DAY_CELLS = 10
Kind = Literal["open", "closed", "weekend"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One day, or one whole week, of the ruler.

    Attributes:
        first, last: its calendar days (the same for a day).
        kind: ``closed`` (a holiday or closure: hatched) or ``weekend`` when no time runs, else ``open``.
        names: holidays and closures in it.
        begins, ends: the part of its business time that counts, as fractions 0 to 1 of its width.
        used: how far the solid part reaches; between ``begins`` and ``ends``.
        now: where the mark Now stands, or None; outside business hours it stands at the edge.
        due: where the mark Due stands, or None.
    """

    first: date
    last: date
    kind: Kind
    names: tuple[str, ...] = ()
    begins: float = 0.0
    ends: float = 0.0
    used: float = 0.0
    now: float | None = None
    due: float | None = None

    @property
    def label(self) -> str:
        """``Fri 20`` for a day, ``Nov 16-22`` for a week."""
        if self.first == self.last:
            return f"{self.first:%a} {self.first.day}"
        month = f"{self.last:%b} " if self.last.month != self.first.month else ""
        return f"{self.first:%b} {self.first.day}-{month}{self.last.day}"


def cells(calendar: BusinessCalendar, start: datetime, due: datetime, now: datetime) -> list[Cell]:
    """One cell a calendar day from start to due; whole weeks (Monday first) when more than ten days."""
    first, last = calendar.local(start).date(), calendar.local(due).date()
    if (last - first).days + 1 <= MAX_DAY_CELLS:
        return [_day(calendar, day, start, due, now) for day in _range(first, last)]
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    weeks = groupby(_range(monday, sunday), key=lambda day: (day - monday).days // 7)
    return [_week([_day(calendar, day, start, due, now) for day in week]) for _, week in weeks]


def _day(
    calendar: BusinessCalendar, day: date, start: datetime, due: datetime, now: datetime
) -> Cell:
    at_now, at_due = _mark(calendar, day, now), _mark(calendar, day, due)
    if day.weekday() >= SATURDAY:
        return Cell(day, day, "weekend", now=at_now, due=at_due)
    if day in calendar.closed:
        return Cell(day, day, "closed", (calendar.closed[day],), now=at_now, due=at_due)
    begins, ends = _place(calendar, day, start), _place(calendar, day, due)
    used = min(max(_place(calendar, day, now), begins), ends)
    return Cell(day, day, "open", (), begins, ends, used, at_now, at_due)


def _week(days: list[Cell]) -> Cell:
    running = [cell for cell in days if cell.kind == "open"]
    count = max(len(running), 1)
    return Cell(
        days[0].first,
        days[-1].last,
        "open" if running else "closed",
        tuple(name for cell in days for name in cell.names),
        begins=sum(cell.begins for cell in running) / count,
        ends=sum(cell.ends for cell in running) / count,
        used=sum(cell.used for cell in running) / count,
        now=_mark_of_week(days, [cell.now for cell in days]),
        due=_mark_of_week(days, [cell.due for cell in days]),
    )


def _mark_of_week(days: list[Cell], marks: list[float | None]) -> float | None:
    running = max(sum(cell.kind == "open" for cell in days), 1)
    for index, mark in enumerate(marks):
        if mark is not None:
            before = sum(cell.kind == "open" for cell in days[:index])
            return min((before + (mark if days[index].kind == "open" else 0.0)) / running, 1.0)
    return None


def _place(calendar: BusinessCalendar, day: date, instant: datetime) -> float:
    """Return where an instant falls in a day's business time: 0 before it opens, 1 after it closes."""
    opens = datetime.combine(day, OPENS, calendar.tz)
    closes = datetime.combine(day, CLOSES, calendar.tz)
    local = min(max(calendar.local(instant), opens), closes)
    return (local - opens) / DAY


def _mark(calendar: BusinessCalendar, day: date, instant: datetime) -> float | None:
    return _place(calendar, day, instant) if calendar.local(instant).date() == day else None


def _range(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
