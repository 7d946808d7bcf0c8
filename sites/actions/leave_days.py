"""The days of a liaison's leave: which can be chosen, and from when to when they last at a site."""

from datetime import date, datetime, timedelta

from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, end_of, first_day, start_of
from foundation.ui import dates
from foundation.workflow.errors import InvalidInput
from sites.models import Membership

MAX_LEAVE = timedelta(days=366)


def check(first: date, last: date) -> None:
    """Refuse days that aren't a leave.

    Raises:
        InvalidInput: when the last comes before the first, or they are too long or too far ahead.
    """
    if last < first:
        raise InvalidInput("Enter a last day on or after the first day.", field="last")
    if last - first > MAX_LEAVE:
        raise InvalidInput("Enter a last day within a year of the first day.", field="last")
    if first - clock.today(OFFICIAL_ZONE) > 2 * MAX_LEAVE:
        raise InvalidInput("Enter a first day within the next two years.", field="first")


def start(first: date, zone: str) -> datetime:
    """Return the beginning of the day at the site; for today or a day before, now."""
    now = clock.now()
    return now if first <= first_day(now, zone) else start_of(first, zone)


def end(seat: Membership, last: date, begins: datetime) -> datetime:
    """Return the end of the last day at the site, or of the seat if that comes first.

    Raises:
        InvalidInput: when the days are over, or come after the seat's end.
    """
    ends = end_of(last, seat.site.time_zone)
    if ends <= begins:
        raise InvalidInput("Enter a last day that is today or later.", field="last")
    if seat.ends_at is None:
        return ends
    if seat.ends_at <= begins:
        raise InvalidInput(
            f"The seat at {seat.site.name} ends {dates.full_day(seat.ends_on or last)}."
            " Enter days before that.",
            field="first",
        )
    return min(ends, seat.ends_at)
