"""The legal public holidays of 5 U.S.C. 6103(a), and the day each is observed.

A holiday on a Saturday is observed the Friday before (6103(b)(1)), one on a Sunday the Monday after
(Executive Order 11582, section 3), for people who work Monday to Friday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
JUNETEENTH_SINCE = 2021  # Public Law 117-17


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday in one year.

    Attributes:
        name: the name in the statute.
        short: the everyday name.
        day: the date of the holiday itself.
        observed: the date offices are closed; it can be in the year before.
    """

    name: str
    short: str
    day: date
    observed: date


def holidays_of(year: int) -> Iterator[Holiday]:
    """Yield a year's federal holidays in order (New Year's Day 2028 is observed 2027-12-31)."""
    yield _holiday("New Year's Day", date(year, 1, 1))
    yield _holiday(
        "Birthday of Martin Luther King, Jr.",
        _nth(year, 1, MONDAY, 3),
        short="Martin Luther King Jr. Day",
    )
    yield _holiday("Washington's Birthday", _nth(year, 2, MONDAY, 3))
    yield _holiday("Memorial Day", _last_monday_of_may(year))
    if year >= JUNETEENTH_SINCE:
        yield _holiday(
            "Juneteenth National Independence Day", date(year, 6, 19), short="Juneteenth"
        )
    yield _holiday("Independence Day", date(year, 7, 4))
    yield _holiday("Labor Day", _nth(year, 9, MONDAY, 1))
    yield _holiday("Columbus Day", _nth(year, 10, MONDAY, 2))
    yield _holiday("Veterans Day", date(year, 11, 11))
    yield _holiday("Thanksgiving Day", _nth(year, 11, THURSDAY, 4), short="Thanksgiving")
    yield _holiday("Christmas Day", date(year, 12, 25))


def observed(day: date) -> date:
    """Return the weekday on which a holiday is observed."""
    if day.weekday() == SATURDAY:
        return day - timedelta(days=1)
    if day.weekday() == SUNDAY:
        return day + timedelta(days=1)
    return day


def _holiday(name: str, day: date, *, short: str = "") -> Holiday:
    return Holiday(name, short or name, day, observed(day))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
