"""Business time in the words people read."""

import re
from datetime import datetime, timedelta

from foundation.calendars.business_time import DAY, Allowance, BusinessCalendar

_SEASONAL = re.compile(r"([A-Z][A-Za-z]*)[SD]T")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def zone_text(local: datetime) -> str:
    """Return the zone as people say it the year round: CT, MT, ET, PT, AKT, HT."""
    name = local.tzname() or "UTC"
    seasonal = _SEASONAL.fullmatch(name)
    return f"{seasonal[1]}T" if seasonal else name


def time_text(local: datetime) -> str:
    """Return a wall-clock time: ``5 pm``, ``12:50 pm``."""
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes} {'am' if local.hour < 12 else 'pm'}"


def day_text(local: datetime, *, year_of: datetime | None = None) -> str:
    """Return a day: ``Tue Dec 1``, with its year when that differs from the other instant's."""
    year = f", {local.year}" if year_of and year_of.year != local.year else ""
    return f"{local:%a %b} {local.day}{year}"


def instant_text(calendar: BusinessCalendar, instant: datetime) -> str:
    """Return an instant in the site's time: ``Tue Dec 1, 5 pm CT``."""
    local = calendar.local(instant)
    return f"{day_text(local)}, {time_text(local)} {zone_text(local)}"


def due_text(
    calendar: BusinessCalendar, *, start: datetime, due: datetime, allowance: Allowance
) -> str:
    """When, and how it was counted: ``due Tue Dec 1, 5 pm CT (2 business days; Thanksgiving skipped)``."""
    local = calendar.local(due)
    day = day_text(local, year_of=calendar.local(start))
    counted = "; ".join(filter(None, [str(allowance), skipped_text(calendar, start, due)]))
    return f"due {day}, {time_text(local)} {zone_text(local)} ({counted})"


def skipped_text(calendar: BusinessCalendar, start: datetime, due: datetime) -> str:
    """``Thanksgiving skipped``, ``Christmas Eve closure and Christmas Day skipped``, or nothing."""
    names = [name for _, name in calendar.skipped(start, due)]
    return f"{_listed(names)} skipped" if names else ""


def duration_text(span: timedelta) -> str:
    """Business time in days of 8 hours: ``1 day 4 h 50 min``; minutes are rounded down."""
    days, rest = divmod(abs(span), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    parts = [
        f"{days} day{'' if days == 1 else 's'}" if days else "",
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
    ]
    return " ".join(filter(None, parts)) or "less than 1 min"


def left_text(remaining: timedelta) -> str:
    """``1 day 4 h 50 min left``, or once past due ``3 h 20 min over``."""
    return f"{duration_text(remaining)} {'over' if remaining < timedelta() else 'left'}"


def _listed(names: list[str]) -> str:
    return (
        names[0]
        if len(names) == 1
        else f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}"
    )
