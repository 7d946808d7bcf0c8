"""The day ruler: one cell per calendar day between start and due, so that no one has to count.

Business time is 09:00 to 17:00 of weekdays that are not closed (PRODUCT §6). Over ten days the
cells are whole weeks. Nothing here decides a deadline: it draws one.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.calendars.business_time import CLOSES, OPENS, is_weekday
from foundation.ui.dates import short_day, time_of_day, week_day, week_day_number, zone_word
from foundation.ui.types import MarkKind, RulerDay, RulerMark, Span

MAX_DAYS = 10


def ruler(
    *,
    start: datetime,
    due: datetime,
    now: datetime,
    tz: ZoneInfo,
    closed: Mapping[date, str],
    start_label: str = "Start",
) -> tuple[tuple[RulerDay, ...], tuple[RulerMark, ...]]:
    """Return the cells and marks of a clock, in the site's time.

    Arguments:
        start, due, now: aware instants; ``now`` after ``due`` draws the ruler up to today.
        closed: closed days by date with their names, as business calendars have them.
        start_label: what happened at the start ("Offered").
    """
    start, due, now = (moment.astimezone(tz) for moment in (start, due, now))
    first, last = start.date(), max(due, min(now, due + timedelta(days=3))).date()
    length = (last - first).days + 1
    cells = list(_weeks(first, last) if length > MAX_DAYS else _days(first, last))
    dense = len(cells) > 6
    days = tuple(_cell(cell, start, due, now, closed, dense=dense) for cell in cells)
    return days, _marks(cells, start, due, now, start_label)


Cell = tuple[date, date]


def _days(first: date, last: date) -> Iterator[Cell]:
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        yield day, day


def _weeks(first: date, last: date) -> Iterator[Cell]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday, monday + timedelta(days=4)
        monday += timedelta(days=7)


def _cell(
    cell: Cell,
    start: datetime,
    due: datetime,
    now: datetime,
    closed: Mapping[date, str],
    *,
    dense: bool,
) -> RulerDay:
    first, last = cell
    week = first != last
    skipped = "" if week else closed.get(first, "" if is_weekday(first) else "Weekend")
    begin, here, end = (_place(cell, moment) for moment in (start, now, due))
    used = None if skipped else _span(begin, min(here, end))
    left = None if skipped else _span(max(begin, here), end)
    return RulerDay(
        label=f"{short_day(first)} to {short_day(last)}" if week else week_day(first),
        short=str(first.day) if dense else week_day_number(first),
        skipped=skipped,
        today=first <= now.date() <= last,
        used=used,
        left=left,
    )


def _span(start: float, end: float) -> Span | None:
    return Span(round(start, 3), round(end, 3)) if end > start else None


def _place(cell: Cell, moment: datetime) -> float:
    """Return a moment's position in a cell: 0 before it, 1 after it, days to scale between."""
    first, last = cell
    length = (last - first).days + 1
    whole = (moment.date() - first).days
    hours = moment.hour + moment.minute / 60
    part = min(max((hours - OPENS.hour) / (CLOSES.hour - OPENS.hour), 0.0), 1.0)
    return min(max((whole + part) / length, 0.0), 1.0) if whole >= 0 else 0.0


def _marks(
    cells: list[Cell], start: datetime, due: datetime, now: datetime, start_label: str
) -> tuple[RulerMark, ...]:
    begun = _mark("start", f"{start_label} {time_of_day(start)}", cells, start)
    end = _mark("due", f"Due {time_of_day(due)} {zone_word(due)}", cells, due)
    if not (start <= now and now.date() <= cells[-1][1]):
        return begun, end
    here = _mark("now", f"Now {time_of_day(now)}", cells, now)
    # One cell has room for one label below it: the current position, not the start.
    return (here, end) if here.cell == begun.cell else (begun, here, end)


def _mark(kind: MarkKind, label: str, cells: list[Cell], moment: datetime) -> RulerMark:
    """Return a mark in the cell of its moment; between two weeks, at the end of the earlier one."""
    index = max((i for i, (first, _) in enumerate(cells) if first <= moment.date()), default=0)
    at = round(_place(cells[index], moment), 3)
    return RulerMark(kind=kind, cell=index, at=at, label=label)
