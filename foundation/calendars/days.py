"""Calendar days as instants: a day runs from local midnight to the next local midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
# A day begins in Guam before it begins in UTC, and in Samoa after it: what is searched by UTC's days is searched so much wider.
ZONE_SLACK = ONE_DAY
# The zone of DOJ's own days: its headquarters are in Washington, D.C.
OFFICIAL_ZONE = "America/New_York"
# The smallest step in both PostgreSQL and Python; an end at midnight belongs to the day before.
MIN_STEP = timedelta(microseconds=1)


def start_of(day: date, tz: str) -> datetime:
    """Return the instant when a day begins in a time zone."""
    return datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC)


def end_of(day: date, tz: str) -> datetime:
    """Return the instant when a day ends in a time zone: the next local midnight."""
    return start_of(day + ONE_DAY, tz)


def first_day(start: datetime, tz: str) -> date:
    """Return the day, in a time zone, on which a period begins."""
    return start.astimezone(ZoneInfo(tz)).date()


def last_day(end: datetime, tz: str) -> date:
    """Return the last day, in a time zone, of a period that ends at ``end``."""
    return (end - MIN_STEP).astimezone(ZoneInfo(tz)).date()


def midnight_in(tz: str, instant: datetime, *, was: str) -> datetime:
    """Return the midnight in a time zone of the day that begins at an instant in another; any other instant stays.

    Arguments:
        was: the IANA name of the zone in which the instant may be a midnight.
    """
    local = instant.astimezone(ZoneInfo(was))
    return start_of(local.date(), tz) if local.time() == time() else instant
