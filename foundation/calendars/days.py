"""Days of a place as instants: a day begins at its midnight there and ends where the next one begins."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
# What PostgreSQL and Python both tell apart; an end that is midnight belongs to the day before it.
# Where DOJ's own days are counted: its headquarters are in Washington, D.C.
OFFICIAL_ZONE = "America/New_York"
MIN_STEP = timedelta(microseconds=1)


def start_of(day: date, tz: str) -> datetime:
    """Return the instant at which a day begins in a time zone."""
    return datetime.combine(day, time(), ZoneInfo(tz)).astimezone(UTC)


def end_of(day: date, tz: str) -> datetime:
    """The instant at which a day is over in a time zone: the next midnight there."""
    return start_of(day + ONE_DAY, tz)


def first_day(start: datetime, tz: str) -> date:
    """Return the day in a time zone on which something begins."""
    return start.astimezone(ZoneInfo(tz)).date()


def last_day(end: datetime, tz: str) -> date:
    """The last day in a time zone of something that is over at ``end``."""
    return (end - MIN_STEP).astimezone(ZoneInfo(tz)).date()
