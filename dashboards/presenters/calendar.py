"""The calendar: what the reader sees of a month, as a table or as a list of days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS, Entry
from foundation.agenda.registry import Span
from foundation.calendars.months import months_after
from foundation.ui import dates
from foundation.ui.types import CalendarDay, CalendarEntry, CalendarMonth
from sites.models import Site

AGENDA = "agenda"
# More than these on a day are in the list of days.
MAX_IN_A_CELL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the URL of the calendar asks for.

    Attributes:
        month: the month's first day.
        look: ``AGENDA``, or empty for the month as a table.
        site: the only site shown; None for all.
    """

    month: date
    look: str = ""
    site: Site | None = None

    @property
    def as_agenda(self) -> bool:
        """Whether the days are asked for as a list."""
        return self.look == AGENDA

    @property
    def last(self) -> date:
        """The month's last day."""
        return months_after(self.month, 1) - timedelta(days=1)

    def span(self, tz: str) -> Span:
        """Return the days shown: the month, in a table with the whole of its first and last week."""
        first, last = self.month, self.last
        if not self.as_agenda:
            first -= timedelta(days=first.isoweekday() % 7)
            last += timedelta(days=6 - last.isoweekday() % 7)
        return Span.of(first, last, tz, [self.site.pk] if self.site else None)

    def address(self, *, month: date | None = None, look: str | None = None) -> str:
        """Return the URL of another month, or of the other look."""
        query = {
            "month": f"{month or self.month:%Y-%m}",
            "view": self.look if look is None else look,
            "site": self.site.slug if self.site else "",
        }
        kept = {name: value for name, value in query.items() if value}
        return reverse("dashboards:calendar", query=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """Everything the calendar shows besides its filter form.

    Attributes:
        name: the month's name.
        looks: the month and the list, each with its URL.
        previous: the URL of the month before; today: of this month; following: of the next.
        month: the month as a table; None where the list is asked for.
        days: the days with entries, for the list.
        is_empty: whether nothing in the month itself has a date.
        is_cut: whether a kind has more than is shown.
        zone: the reader's time zone, such as "ET".
        is_narrowed: whether one site is asked for.
        kept: names and values that the filter form keeps.
    """

    name: str
    looks: Sequence[tuple[str, str, bool]]
    previous: str
    today: str
    following: str
    month: CalendarMonth | None
    days: Sequence[CalendarDay]
    is_empty: bool
    is_cut: bool
    zone: str
    is_narrowed: bool
    kept: Sequence[tuple[str, str]]


def page_of(
    entries: Sequence[Entry], asked: Asked, *, today: date, tz: str, closed: Mapping[date, str]
) -> CalendarPage:
    """Show a month of the reader's calendar.

    Arguments:
        entries: what the reader sees in its span, in order.
        asked: what the URL asks for.
        today: the reader's day.
        tz: the reader's time zone.
        closed: the closed days with their names.
    """
    span = asked.span(tz)
    by_day = _by_day(entries, span, tz)

    def shown(day: date, most: int | None = None) -> CalendarDay:
        found = by_day.get(day, [])
        more = len(found) - most if most is not None and len(found) > most else 0
        return CalendarDay(
            day=day,
            words=dates.day(day, today=today),
            entries=[_entry(each, tz) for each in (found[:most] if more else found)],
            is_today=day == today,
            is_outside=not asked.month <= day <= asked.last,
            closed=closed.get(day, ""),
            more=more,
            more_href=f"{asked.address(month=day.replace(day=1), look=AGENDA)}#day-{day}",
        )

    days = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    weeks = [
        [shown(day, MAX_IN_A_CELL) for day in days[first : first + 7]]
        for first in range(0, len(days), 7)
    ]
    name = dates.month(asked.month)
    return CalendarPage(
        name=name,
        looks=[
            ("Month", asked.address(look=""), not asked.as_agenda),
            ("Agenda", asked.address(look=AGENDA), asked.as_agenda),
        ],
        previous=asked.address(month=months_before(asked.month)),
        today=asked.address(month=today.replace(day=1)),
        following=asked.address(month=months_after(asked.month, 1)),
        month=None if asked.as_agenda else CalendarMonth(name=name, weeks=weeks),
        days=[shown(day) for day in sorted(by_day)] if asked.as_agenda else [],
        is_empty=not any(asked.month <= day <= asked.last for day in by_day),
        is_cut=_is_cut(entries),
        zone=dates.zone_word(datetime.combine(asked.month, time(12), dates.zone_of(tz))),
        is_narrowed=asked.site is not None,
        kept=[("month", f"{asked.month:%Y-%m}"), *([("view", AGENDA)] if asked.as_agenda else [])],
    )


def months_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def _by_day(entries: Iterable[Entry], span: Span, tz: str) -> dict[date, list[Entry]]:
    """Return the entries of each day of a span; what lasts days is on each of them."""
    found: dict[date, list[Entry]] = {}
    for each in entries:
        for day in each.days_in(tz):
            if span.first <= day <= span.last:
                found.setdefault(day, []).append(each)
    return found


def _is_cut(entries: Iterable[Entry]) -> bool:
    counts: dict[str, int] = {}
    for each in entries:
        counts[each.kind.slug] = counts.get(each.kind.slug, 0) + 1
    return max(counts.values(), default=0) >= MAX_ROWS


def _entry(entry: Entry, tz: str) -> CalendarEntry:
    row = entry.row
    state = EntryState(row.state)
    local = row.at.astimezone(dates.zone_of(tz)) if row.at else None
    return CalendarEntry(
        href=entry.href,
        name=entry.name,
        what=entry.what,
        time=f"{dates.time_of_day(local)} {dates.zone_word(local)}" if local else "",
        title=row.title,
        where=row.where if row.number else "",
        state="" if state == EntryState.OPEN else state.label,
    )
