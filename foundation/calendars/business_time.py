"""Business time: weekdays 09:00-17:00 in a site's zone, without federal holidays and closures.

Pure: no database, no clock. Datetimes must be aware; results are aware, in UTC. Within a day the
arithmetic uses local time, which is exact because no US zone changes its offset between 09:00 and
17:00.

* A start after 17:00, or on a closed day, counts as 09:00 of the next business day; one before
  09:00 counts as 09:00 of the same day.
* n days end at 17:00 on the nth business day after the start day.
* Hours count only during business time.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from foundation.calendars.days import ONE_DAY

OPENS = time(9)
CLOSES = time(17)
DAY = timedelta(hours=8)
SATURDAY = 5
# Longer than any run of closed days; a table with a longer run is a mistake in the data.
MAX_CLOSED_DAYS = 400


def opening(day: date, tz: ZoneInfo) -> datetime:
    """Return when business time begins on a day in a zone, business day or not."""
    return datetime.combine(day, OPENS, tz)


def closing(day: date, tz: ZoneInfo) -> datetime:
    """Return when business time ends on a day in a zone, business day or not."""
    return datetime.combine(day, CLOSES, tz)


def is_business_day(day: date, closed: Container[date]) -> bool:
    """Return whether a day is a business day: not a weekend and not one of the closed days."""
    return is_weekday(day) and day not in closed


def is_weekday(day: date) -> bool:
    """Return whether a day is Monday to Friday, closed or not."""
    return day.weekday() < SATURDAY


def next_business_day(day: date, closed: Container[date]) -> date:
    """Return the first business day after a day.

    Raises:
        ValueError: when there is none in the next ``MAX_CLOSED_DAYS`` days.
    """
    for _ in range(MAX_CLOSED_DAYS):
        day += ONE_DAY
        if is_business_day(day, closed):
            return day
    raise ValueError(f"No business day in the {MAX_CLOSED_DAYS} days through {day}.")


@dataclass(frozen=True, slots=True)
class Allowance:
    """An amount of business time: either whole days or hours."""

    days: int = 0
    hours: float = 0

    def __post_init__(self) -> None:
        if (self.days > 0) == (self.hours > 0) or self.days < 0 or self.hours < 0:
            raise ValueError("An allowance is a number of days or a number of hours.")

    def __str__(self) -> str:
        number, unit = (self.days, "day") if self.days else (self.hours, "hour")
        return f"{number:g} business {unit}{'' if number == 1 else 's'}"


class BusinessCalendar:
    """Business time of one zone: instants of any time zone go in, and instants in UTC come out.

    Arguments:
        tz: the zone, or its IANA name.
        closed: the closed days, each with its usual name.
    """

    __slots__ = ("_closed_weekdays", "closed", "tz")

    def __init__(self, tz: ZoneInfo | str, closed: Mapping[date, str]) -> None:
        self.tz = ZoneInfo(tz) if isinstance(tz, str) else tz
        self.closed = closed
        self._closed_weekdays = sorted(filter(is_weekday, closed))

    def is_open(self, day: date) -> bool:
        """Return whether a day is a business day."""
        return is_business_day(day, self.closed)

    def local(self, instant: datetime) -> datetime:
        """Return the instant in the zone's local time.

        Raises:
            ValueError: when it has no time zone, here and in all that count from an instant.
        """
        if instant.tzinfo is None:
            raise ValueError(f"{instant!r} has no time zone, so it names no instant.")
        return instant.astimezone(self.tz)

    def counted_from(self, start: datetime) -> datetime:
        """Return the instant a start counts from: itself in business time, else next opening."""
        wall = self.local(start)
        if self.is_open(wall.date()) and wall.time() <= CLOSES:
            return self._at(wall.date(), max(wall.time(), OPENS))
        return self._at(self._open_day_after(wall.date()), OPENS)

    def add(self, start: datetime, allowance: Allowance) -> datetime:
        """Return when an allowance that starts at ``start`` is used up."""
        if allowance.days:
            return self.add_days(start, allowance.days)
        return self.add_hours(start, allowance.hours)

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return 17:00 on the nth business day after the start day; 0 is the start day itself."""
        return self._at(self.due_day(start, days), CLOSES)

    def due_day(self, start: datetime, days: int) -> date:
        """Return the nth business day after the start day, in the zone's calendar; 0 is the start day itself.

        A start after closing, or on a day without business, counts from the next business day.

        Raises:
            ValueError: when ``days`` is negative.
        """
        if days < 0:
            raise ValueError("Business days are counted forwards.")
        day = self.local(self.counted_from(start)).date()
        for _ in range(days):
            day = self._open_day_after(day)
        return day

    def add_hours(self, start: datetime, hours: float | timedelta) -> datetime:
        """Return when that many business hours have passed; a day ends at 17:00.

        Raises:
            ValueError: when ``hours`` is negative.
        """
        left = hours if isinstance(hours, timedelta) else timedelta(hours=hours)
        if left < timedelta():
            raise ValueError("Business hours are counted forwards.")
        wall = self.local(self.counted_from(start))
        day, begin = wall.date(), wall.time()
        while left > (room := _between(begin, CLOSES)):
            left -= room
            day, begin = self._open_day_after(day), OPENS
        return self._at(day, (datetime.combine(day, begin) + left).time())

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the business time between two instants; negative if the end comes first."""
        return _business_time_until(self, end) - _business_time_until(self, start)

    def until(self, instant: datetime) -> timedelta:
        """Return the business time from January 1 of the year 1 until an instant.

        Calculated: what has been past due for years is shown in lists, too.
        """
        wall = self.local(instant)
        day = wall.date()
        days = DAY * (_weekdays_before(day) - bisect_left(self._closed_weekdays, day))
        return days + _since_opening(wall.time()) if self.is_open(day) else days

    def skipped(self, start: datetime, due: datetime) -> list[tuple[date, str]]:
        """Return the closed weekdays from start to due, with their names."""
        first, last = self.local(start).date(), self.local(due).date()
        return [
            (day, self.closed[day])
            for day in _days(first, last)
            if is_weekday(day) and day in self.closed
        ]

    def remaining(self, due: datetime, now: datetime) -> timedelta:
        """Return the business time left until due; negative once past due."""
        return self.elapsed(now, due)

    def instant_at(self, start: datetime, due: datetime, fraction: float) -> datetime:
        """Return when that share of the business time from start to due is used."""
        return self.add_hours(start, self.elapsed(start, due) * fraction)

    def resumed(self, due: datetime, *, paused: datetime, at: datetime) -> datetime:
        """Return the new due instant of a paused clock: the time that was left, from ``at``."""
        left = self.elapsed(paused, due)
        return self.add_hours(at, left) if left > timedelta() else due

    def _open_day_after(self, day: date) -> date:
        return next_business_day(day, self.closed)

    def _at(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, self.tz).astimezone(UTC)


# A list asks for the same instant in each of its rows, and for their due times each time it is read.
@lru_cache(maxsize=4096)
def _business_time_until(calendar: BusinessCalendar, instant: datetime) -> timedelta:
    return calendar.until(instant)


def _since_opening(wall: time) -> timedelta:
    return _between(OPENS, min(max(wall, OPENS), CLOSES))


def _between(begin: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, begin)


def _weekdays_before(day: date) -> int:
    """Count the weekdays from January 1 of the year 1, a Monday, to the day before."""
    weeks, rest = divmod(day.toordinal() - date.min.toordinal(), 7)
    return weeks * SATURDAY + min(rest, SATURDAY)


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)
