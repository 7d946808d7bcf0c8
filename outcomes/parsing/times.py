"""Say of when a row is."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from foundation.imports import days
from outcomes.parsing import numbers, periods, places, titles
from outcomes.parsing.periods import Period
from outcomes.parsing.ways import Skipped, Ways, Wrong, cell, said_of

LAST = re.compile(r"\b(?:end|ending|to|last)\b", re.IGNORECASE)
CALENDAR = "A fiscal year isn't a calendar year. Import counts of calendar years or months."

BLANK = numbers.BLANKS | numbers.SAID_BLANKS


class When(NamedTuple):
    """What a row says of its time; what its columns say comes on top."""

    year: int | None
    month: int | None
    through: date | None


def when_of(cells: Sequence[str], ways: Ways, notes: list[str]) -> When:
    """Return the time that a row says.

    Raises:
        Wrong: when it says none, or two.
        Skipped: when it is of many months.
    """
    said = said_of(cells, ways, "period")
    _check_years(cells, ways, said)
    _check_bounds(cells, ways)
    if said and said.casefold() not in periods.WHOLE_YEAR:
        period = periods.period_of(said, day_first=ways.day_first)
        year = periods.year_of(said_of(cells, ways, "year"))
        if period is None and (month := periods.month_of(said)) and (year or ways.year):
            period = Period(year or ways.year or 0, month)
        if period is None:
            raise Wrong(_no_month(said, "isn't a month or a year, such as 2024-01 or Jan 2024."))
        if year and year != period.year:
            raise Wrong(f"The row says {year} and “{said[:40]}”.")
        month = period.month or periods.month_of(said_of(cells, ways, "month"))
        return When(period.year, month, period.through)
    year, month = _year_and_month(cells, ways, notes)
    if month is None and not said and ways.header.place("period") is not None:
        raise Wrong(_blank(ways, "period"))
    return When(year, month, _as_of(cells, ways, year))


def _check_years(cells: Sequence[str], ways: Ways, said: str) -> None:
    """Refuse years and days that the portal can't count by.

    Raises:
        Wrong: when the row has one.
    """
    said = said or said_of(cells, ways, "month")
    if said and ways.unclear and said.casefold() not in periods.WHOLE_YEAR:
        raise Wrong(f"“{said[:40]}”: {ways.unclear}")
    fiscal = ways.header.place("fiscal")
    year = said_of(cells, ways, "year")
    if fiscal is not None and not year and ways.header.place("period") is None:
        raise Wrong(f"“{ways.header.names[fiscal]}”: {CALENDAR}")
    for each in (year, said):
        if periods.is_fiscal(each) and periods.period_of(each) is None:
            raise Wrong(f"“{each[:40]}”: {CALENDAR}")


def _check_bounds(cells: Sequence[str], ways: Ways) -> None:
    """Refuse a row that says its first or last day, unless they are the year's.

    Raises:
        Wrong: when the row counts a part of a year by days or months of its own.
    """
    for at in ways.bounds:
        said, name = cell(cells, at), ways.header.names[at]
        if said.casefold() in BLANK:
            continue
        day = days.read(said)
        is_end = LAST.search(name) is not None
        edge = (day.month, day.day) if day else periods.month_of(said)
        if edge not in ({(12, 31), 12} if is_end else {(1, 1), 1}):
            raise Wrong(
                f"“{name}” is “{said[:40]}”, so the row may not be of a whole year. "
                "Write a column Month, or Counted through for a part of a year."
            )


def _blank(ways: Ways, role: str) -> str:
    name = ways.header.names[ways.header.first_of[role]]
    return f"“{name}” is blank. Write the month, or Year if the counts are of the whole year."


def _year_and_month(
    cells: Sequence[str], ways: Ways, notes: list[str]
) -> tuple[int | None, int | None]:
    year_said, month_said = said_of(cells, ways, "year"), said_of(cells, ways, "month")
    year, month = periods.year_of(year_said), periods.month_of(month_said)
    if (
        year is None
        and month is None
        and periods.year_of(month_said)
        and periods.month_of(year_said)
    ):
        notes.append("month and year are swapped; they are read the right way round")
        return periods.year_of(month_said), periods.month_of(year_said)
    if year is None and month_said and (both := periods.period_of(month_said)) and both.month:
        year, month = both.year, both.month
    elif month is None and month_said and (both := periods.period_of(month_said)) and both.month:
        if both.year != year:
            raise Wrong(f"The row says {year_said} and “{month_said[:40]}”.")
        month = both.month
    if year is None:
        if year_said and year_said.casefold() not in BLANK:
            raise Wrong(f"“{year_said[:40]}” isn't a year, such as 2024.")
        has_own = any(column.year or column.ago for column in ways.header.columns)
        if ways.year is None and not has_own:
            raise Wrong("The row doesn't say its year.")
        year = ways.year
    if month is None:
        _check_month(month_said, ways)
    return year, month


def _check_month(said: str, ways: Ways) -> None:
    """Refuse a month that isn't one: a blank isn't the whole year.

    Raises:
        Wrong: when the cell says no month.
        Skipped: when it says many.
    """
    has_months = any(column.month for column in ways.header.columns)
    if ways.header.place("month") is not None and said.casefold() in BLANK and not has_months:
        raise Wrong(_blank(ways, "month"))
    if said and said.casefold() not in {*periods.WHOLE_YEAR, *BLANK}:
        if places.is_aggregate(said):
            raise Skipped(f"“{said[:40]}” is many months together")
        raise Wrong(_no_month(said, "isn't a month, such as 1 or Jan."))


def _no_month(said: str, why: str) -> str:
    if titles.part_in([said], year_is_theirs=False) != titles.WHOLE:
        why = "is a part of a year. Import counts of months or of whole years."
    return f"“{said[:40]}” {why}"


def _as_of(cells: Sequence[str], ways: Ways, year: int | None) -> date | None:
    """Return the last day counted.

    Raises:
        Wrong: when the cell says no day.
    """
    said = said_of(cells, ways, "as_of")
    day = days.read(said) if said else None
    if day is None and said.casefold() not in BLANK:
        raise Wrong(f"“{said[:40]}” isn't a date, such as 9/30/2024.")
    return day if day and (year is None or day.year == year) else None
