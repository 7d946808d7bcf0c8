"""A slow and obvious second implementation of business time, independent of the engine."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.calendars.federal import holidays_of

ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Indiana/Indianapolis",
    "America/Puerto_Rico",
]
CLOSED = {
    holiday.observed: holiday.short for year in range(2022, 2043) for holiday in holidays_of(year)
} | {date(2025, 12, 24): "Christmas Eve closure", date(2025, 12, 26): "Day after Christmas closure"}
MINUTE = timedelta(minutes=1)


def works(local: datetime) -> bool:
    """Return whether the minute that starts here is business time."""
    return local.weekday() < 5 and local.date() not in CLOSED and 9 <= local.hour < 17


def add_minutes(start: datetime, minutes: int, zone: str) -> datetime:
    """Step through real minutes until that many of them were business time."""
    at = start
    while minutes:
        minutes -= works(at.astimezone(ZoneInfo(zone)))
        at += MINUTE
    return at


def elapsed_minutes(start: datetime, end: datetime, zone: str) -> int:
    """Count the minutes of business time one by one."""
    count, at = 0, start
    while at < end:
        count += works(at.astimezone(ZoneInfo(zone)))
        at += MINUTE
    return count


def add_days(start: datetime, days: int, zone: str) -> datetime:
    """Count business days off a calendar."""
    local = start.astimezone(ZoneInfo(zone))
    day = local.date()
    if local.hour > 17 or (local.hour == 17 and (local.minute or local.second)):
        day += timedelta(days=1)
    while day.weekday() >= 5 or day in CLOSED:
        day += timedelta(days=1)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in CLOSED
    return datetime(day.year, day.month, day.day, 17, tzinfo=ZoneInfo(zone)).astimezone(UTC)
