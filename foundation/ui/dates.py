"""Dates and times in the American form: "Fri Nov 27, 3:10 pm MT"."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from foundation.calendars import clock
from foundation.calendars.business_time import DAY
from foundation.calendars.quarters import Quarter
from foundation.ui import wording

MINUTES_A_DAY = DAY // timedelta(minutes=1)
ZONE_WORDS = {
    "EST": "ET", "EDT": "ET", "CST": "CT", "CDT": "CT", "MST": "MT", "MDT": "MT",
    "PST": "PT", "PDT": "PT", "AKST": "AKT", "AKDT": "AKT", "HST": "HT", "HDT": "HT", "AST": "AT",
}  # fmt: skip


def zone_of(tz: str | ZoneInfo | None) -> ZoneInfo:
    """Return the named time zone, or the reader's own by default."""
    if isinstance(tz, ZoneInfo):
        return tz
    return ZoneInfo(tz or timezone.get_current_timezone_name())


def zone_word(moment: datetime) -> str:
    """Return the short name of an aware time's zone, such as "MT", or the zone's own name."""
    name = moment.tzname() or ""
    return ZONE_WORDS.get(name, name)


def time_of_day(moment: datetime) -> str:
    """Return a time such as "3:10 pm"."""
    return f"{moment.hour % 12 or 12}:{moment.minute:02d} {'am' if moment.hour < 12 else 'pm'}"


def day(of: date, *, today: date | None = None) -> str:
    """Return a day such as "Fri Nov 27", with the year unless it is the current one."""
    this_year = (today or clock.today("UTC")).year
    return week_day(of) if of.year == this_year else full_week_day(of)


def short_day(of: date) -> str:
    """Return a day such as "Nov 27"."""
    return f"{of:%b} {of.day}"


def full_day(of: date) -> str:
    """Return a day such as "Nov 27, 2026"."""
    return f"{short_day(of)}, {of.year}"


def week_day(of: date) -> str:
    """Return a day such as "Fri Nov 27"."""
    return _named(of.year, of.month, of.day)


@lru_cache(maxsize=1024)
def _named(year: int, month: int, number: int) -> str:
    """Return a day with its weekday, found once for the rows of a list; times at the same instant may have two days."""
    of = date(year, month, number)
    return f"{of:%a} {short_day(of)}"


def full_week_day(of: date) -> str:
    """Return a day such as "Fri Nov 27, 2026"."""
    return f"{week_day(of)}, {of.year}"


def week_day_number(of: date) -> str:
    """Return a day such as "Fri 27"."""
    return f"{of:%a} {of.day}"


def name_of_day(of: date) -> str:
    """Return the name of a weekday, such as "Friday"."""
    return f"{of:%A}"


def long_day(of: date) -> str:
    """Return a day such as "Friday, November 27"."""
    return f"{of:%A, %B} {of.day}"


def name_of_month(of: date) -> str:
    """Return the short name of a month, such as "Nov"."""
    return f"{of:%b}"


def month(of: date) -> str:
    """Return a month such as "November 2026"."""
    return f"{of:%B} {of.year}"


def period(first: date, last: date | None) -> str:
    """Return a quarter or month by its first and last day: "July to September 2026" or "July 2026"."""
    quarter = Quarter.holding(first)
    is_quarter = (first, last) == (quarter.first, quarter.last)
    return str(quarter) if is_quarter else month(first)


def when(moment: datetime, tz: str | ZoneInfo | None = None, *, zone: bool = True) -> str:
    """Return a time such as "Fri Nov 27, 3:10 pm MT" in a zone (the reader's by default)."""
    local = moment.astimezone(zone_of(tz))
    words = f"{day(local.date(), today=clock.today(zone_of(tz)))}, {time_of_day(local)}"
    return f"{words} {zone_word(local)}" if zone else words


def days_left(days: int) -> str:
    """Format calendar days to a date: "3 days left", "1 day over", nothing on the day itself.

    Arguments:
        days: below zero once the date is past.
    """
    return f"{wording.counted(abs(days), 'day')} {'left' if days > 0 else 'over'}" if days else ""


def business_duration(minutes: int) -> str:
    """Format business minutes, at eight hours a day: "1 day 4 h 50 min", "25 min"."""
    days, rest = divmod(abs(minutes), MINUTES_A_DAY)
    hours, left = divmod(rest, 60)
    parts = [wording.counted(days, "day")] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{left} min"] if left or not parts else []
    return " ".join(parts)
