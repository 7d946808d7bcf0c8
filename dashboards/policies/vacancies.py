"""How long a required seat may stay vacant, in the site's business days."""

from datetime import date, datetime, time, timedelta

from foundation.calendars.business_time import BusinessCalendar
from sites.policies import SeatCell

# Business days a required seat may stay vacant (PRODUCT section 7: "seat empty 10").
LIMIT = 10


def empty_for(seat: SeatCell, today: date, calendar: BusinessCalendar) -> int | None:
    """Return the business days a seat has been vacant; None if it was never filled."""
    if seat.empty_since is None:
        return None
    days = range((today - seat.empty_since).days)
    return sum(calendar.is_open(seat.empty_since + timedelta(days=ahead)) for ahead in days)


def limit_of(seat: SeatCell, calendar: BusinessCalendar) -> datetime | None:
    """Return when the limit is reached; None if the seat was never filled."""
    if seat.empty_since is None:
        return None
    noon = datetime.combine(seat.empty_since, time(12), calendar.tz)
    return calendar.add_days(noon, LIMIT)
