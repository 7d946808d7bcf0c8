"""Periods as numbers, so that a series can be counted through: a year, or ``year * 12 + month - 1``."""

from datetime import date

MONTHS = 12


def number_of(day: date, per_year: int) -> int:
    """Return the number of the month, or of the year, that a day is in."""
    return day.year * MONTHS + day.month - 1 if per_year == MONTHS else day.year


def day_of(number: int, per_year: int) -> date:
    """Return the first day of a period."""
    if per_year == MONTHS:
        return date(number // MONTHS, number % MONTHS + 1, 1)
    return date(number, 1, 1)
