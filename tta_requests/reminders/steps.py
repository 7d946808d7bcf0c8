"""Steps that are counted in business days."""

from datetime import datetime

from foundation.calendars.business_time import BusinessCalendar


def latest_over(
    calendar: BusinessCalendar, since: datetime, steps: tuple[int, ...], now: datetime
) -> str:
    """Return the latest of the steps, in business days, that has passed; empty before the first."""
    over = [days for days in steps if calendar.add_days(since, days) <= now]
    return str(over[-1]) if over else ""
