"""Read years, months, and periods in the spellings of published files."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.imports import days
from foundation.imports.days import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR = re.compile(r"(?:CY)?\s*(\d{4})(?:\.0)?", re.IGNORECASE)
# FY2024 and fiscal year 2024; 2009-10 and 2009/2010: no calendar years.
FISCAL = re.compile(r"\bfy\s?['\u2019]?\d{2,4}\b|\bfiscal\b", re.IGNORECASE)
TWO_YEARS = re.compile(r"(?<!\d)(?:19|20)(\d{2})\s*[-\u2013/]\s*(?:19|20)?(\d{2})(?![\d/-])")
YEAR_MONTH = re.compile(r"(\d{4})\s*[-/M.]?\s*(\d{1,2})", re.IGNORECASE)
MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/]\s*(\d{4})")
WORD_YEAR = re.compile(r"([a-z]{3,9})\.?[\s,\-'/\u2019]*(\d{4}|\d{2})", re.IGNORECASE)
YEAR_WORD = re.compile(r"(\d{4})[\s,\-/]*([a-z]{3,9})\.?", re.IGNORECASE)
THROUGH = re.compile(r"(?:ytd|through|as of)[:\s]+(.+)", re.IGNORECASE)
YEAR_AT_END = re.compile(r"(\d{4})\s*$")
WHOLE_YEAR = frozenset({"year", "annual", "annually", "full year", "yearly", "calendar year"})


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month of it, or the part of it through a day."""

    year: int
    month: int | None = None
    through: date | None = None


DAYS = (
    "The dates of this column are days or weeks, not months. "
    "Add up each month, write its first day, then upload the file again."
)
YEARS = (
    "Every date of this column is the first or last day of a year. "
    "Name the column Year and write years, such as 2024, then upload the file again."
)
TWO_READINGS = (
    "“{said}” could be a month or a year that begins in one year and ends in the next. "
    "Write months as 10/1/2009 or Oct 2009."
)


def is_over(period: Period, today: date) -> bool:
    """Return whether everything that a period counts can have happened by a day."""
    if period.year != today.year:
        return period.year < today.year
    if period.through:
        return period.through <= today
    return period.month is not None and period.month < today.month


def is_fiscal(text: str) -> bool:
    """Return whether a text names a year that isn't a calendar year, such as FY2024 or 2009-10."""
    return FISCAL.search(text) is not None or any(map(_follows, TWO_YEARS.finditer(text)))


def _follows(match: re.Match[str]) -> bool:
    return (int(match[1]) + 1) % 100 == int(match[2])


def unclear(cells: Iterable[str], *, day_first: bool) -> str:
    """Return why the cells of a column of periods can't be read as months or years, or "".

    Arguments:
        cells: of the whole column.
        day_first: whether the numbers of a day begin with the day.
    """
    found = {" ".join(cell.split()) for cell in cells} - {""}
    doubtful = [cell for cell in found if (match := TWO_YEARS.fullmatch(cell)) and _follows(match)]
    if doubtful and len(doubtful) == len(found):
        return TWO_READINGS.format(said=min(doubtful))
    dates = {
        day for cell in found if not _month(cell) and (day := _date(cell, day_first=day_first))
    }
    if not dates:
        return ""
    edges = {(day.month, day.day) for day in dates}
    if len({day.year for day in dates}) > 1 and edges in ({(1, 1)}, {(12, 31)}):
        return YEARS
    months = {(day.year, day.month) for day in dates}
    is_monthly = all(day.day in {1, monthrange(day.year, day.month)[1]} for day in dates)
    is_same_day = len({day.day for day in dates}) == 1 and len(dates) > 1
    return "" if len(months) == len(dates) and (is_monthly or is_same_day) else DAYS


def year_of(text: str) -> int | None:
    """Return the year a cell says, or None."""
    match = YEAR.fullmatch(text.strip().rstrip("*"))
    year = int(match[1]) if match else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def month_of(text: str) -> int | None:
    """Return the month a cell says as a number or a word, or None."""
    said = text.strip().rstrip(".").casefold()
    if said.startswith("m") and said[1:].isdigit():
        said = said[1:]
    said = said.removesuffix(".0")
    if said.isascii() and said.isdigit() and 1 <= int(said) <= 12:
        return int(said)
    return MONTHS.get(said)


def period_of(text: str, *, day_first: bool = False) -> Period | None:
    """Return the month, year, or part of a year a cell says, or None.

    Arguments:
        text: such as ``2024-01``, ``Jan-24``, ``1/1/2024``, ``2024``, or ``ytd:2016-09-21``.
        day_first: whether the numbers of a day begin with the day.
    """
    said = " ".join(text.split())
    if match := THROUGH.fullmatch(said):
        last = days.read(match[1])
        return Period(last.year, through=last) if last else None
    year = year_of(said)
    if year is not None:
        return Period(year)
    return _month(said) or _day(said, day_first=day_first)


def _month(said: str) -> Period | None:
    if match := YEAR_MONTH.fullmatch(said):
        found = (match[1], match[2])
    elif (match := MONTH_YEAR.fullmatch(said)) or (match := WORD_YEAR.fullmatch(said)):
        found = (match[2], match[1])
    elif match := YEAR_WORD.fullmatch(said):
        found = (match[1], match[2])
    else:
        return None
    year = century(found[0])
    month = month_of(found[1])
    is_year = FIRST_YEAR <= year <= LAST_YEAR
    return Period(year, month) if month and is_year else None


def century(text: str) -> int:
    """Return a year of two digits as one that isn't far ahead."""
    if len(text) == 4:
        return int(text)
    ahead = days.is_far_ahead(f"1/1/{text}")
    return int(text) + (1900 if ahead else 2000)


def _day(said: str, *, day_first: bool) -> Period | None:
    day = _date(said, day_first=day_first)
    return Period(day.year, day.month) if day else None


def _date(said: str, *, day_first: bool) -> date | None:
    try:
        return days.read(said, days.Written(month_first=not day_first))
    except days.NeedsAnswer:
        return None


def are_day_first(cells: list[str]) -> bool:
    """Return whether days such as 1/2/2024 begin with the day: then the first number is always 1."""
    found = [match for cell in cells if (match := days.NUMBERS.fullmatch(" ".join(cell.split())))]
    if any(int(match[1]) > 12 for match in found):
        return True
    firsts = {int(match[1]) for match in found}
    seconds = {int(match[3]) for match in found}
    return firsts == {1} and len(seconds) > 1
