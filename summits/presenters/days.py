"""Days, places, and zones of summits in words."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from foundation.ui import dates
from summits.models import Summit

TO = "\N{EN DASH}"


class HasDays(Protocol):
    """A summit, or what was found of one."""

    @property
    def starts_on(self) -> date:
        """The first day."""

    @property
    def ends_on(self) -> date | None:
        """The last day, if it is known."""

    @property
    def is_month_only(self) -> bool:
        """Whether only the month is known."""


def days_of(summit: HasDays) -> str:
    """Return its days, such as "Mar 9-11, 2027", or the month alone where no more is known."""
    first, last = summit.starts_on, summit.ends_on
    if summit.is_month_only:
        return dates.month(first)
    if last is None or last == first:
        return dates.full_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{dates.short_day(first)}{TO}{last.day}, {last.year}"
    if first.year == last.year:
        return f"{dates.short_day(first)} {TO} {dates.full_day(last)}"
    return f"{dates.full_day(first)} {TO} {dates.full_day(last)}"


def place_of(summit: Summit) -> str:
    """Return where it is, or that this isn't known."""
    if summit.is_virtual:
        return "Virtual"
    town = ", ".join(filter(None, (summit.city, summit.state)))
    if not town:
        return "Place unknown" if summit.is_imported else "Place not set yet"
    return f"{summit.venue}, {town}" if summit.venue else town


def zone_of(summit: Summit) -> str:
    """Return the short name of the summit's zone, such as "ET"."""
    noon = datetime.combine(summit.starts_on, time(12), ZoneInfo(summit.time_zone))
    return dates.zone_word(noon)


def local(at: datetime, summit: Summit) -> datetime:
    """Return a moment in the summit's zone."""
    return at.astimezone(ZoneInfo(summit.time_zone))


def times_of(starts: datetime, ends: datetime, summit: Summit) -> str:
    """Return times of day such as "9:45 to 10:45 am ET", with an en dash."""
    return _times_said(starts, ends, summit.time_zone)


# Dozens of sessions begin and end together: each pair of times is written once.
@lru_cache(maxsize=1024)
def _times_said(starts: datetime, ends: datetime, time_zone: str) -> str:
    zone = ZoneInfo(time_zone)
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    return f"{dates.time_of_day(first)} {TO} {dates.time_of_day(last)} {dates.zone_word(first)}"


def day_said(starts: datetime, summit: Summit) -> str:
    """Return the day of a moment where the summit is, such as "Tue Mar 9"."""
    return _day_said(starts, summit.time_zone)


@lru_cache(maxsize=1024)
def _day_said(starts: datetime, time_zone: str) -> str:
    return dates.week_day(starts.astimezone(ZoneInfo(time_zone)).date())
