"""Whole calendar months, correct over leap days and short months.

A month after January 31 is complete on the last day of February: where a month lacks the day, the
anniversary is the first of the following month, so a term is never a day short.
"""

from calendar import monthrange
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """Return the day on which that many whole months since ``day`` are complete.

    ``2024-02-29`` and 36 months give ``2027-03-01``, because 2027 has no February 29.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return months_after(date(year, month, 1), 1)


def last_day_of(start: date, months: int) -> date:
    """Return the last day of a term: ``2024-10-01`` and 36 months end on ``2027-09-30``."""
    return months_after(start, months) - timedelta(days=1)


def whole_months(start: date, until: date) -> int:
    """Return how many whole months are complete on ``until``; 0 before the start."""
    if until < start:
        return 0
    months = (until.year - start.year) * 12 + until.month - start.month
    return months if months_after(start, months) <= until else months - 1
