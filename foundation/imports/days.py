"""Read a day out of a cell, in any spelling that spreadsheets and other systems write."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from foundation.calendars import clock

# Days that programs count from the end of 1899; these are 1954 to 2119.
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
FIRST_SERIAL, LAST_SERIAL, ZERO = 20_000, 80_000, date(1899, 12, 30)
MONTHS = {
    name: number
    for number, whole in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
    for name in (whole, whole[:3])
} | {"sept": 9}
TIME = r"(?:(?:T|,?\s+)(?:at\s+)?\d{1,2}:\d{2}.*)?"
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + TIME, re.IGNORECASE)
RUN_TOGETHER = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
NUMBERS = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})" + TIME, re.IGNORECASE)
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
DAY_NAMED = re.compile(
    WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[-\s/]+([a-z]{3,9})\.?[-\s/,]+(\d{4}|\d{2})" + TIME,
    re.IGNORECASE,
)
NAMED_DAY = re.compile(
    WEEKDAY + r"([a-z]{3,9})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(\d{4}|\d{2})" + TIME,
    re.IGNORECASE,
)
# A two-digit year this far ahead is taken for a plan; beyond, the century has to be said.
YEARS_AHEAD = 10
# Moments in UTC are days of the program's own zone; a zone's midnight there is a day without a time.
PROGRAM_ZONE = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class Written:
    """How the days of one column are written; None: the column needs an answer first.

    Attributes:
        month_first: whether 3/4/2026 is a day of March.
        old_century: whether a two-digit year that would lie far ahead is of the 1900s.
    """

    month_first: bool | None = True
    old_century: bool | None = False


class NeedsAnswer(ValueError):
    """The spelling has two readings, and the column's was not chosen yet."""


def read(said: str, written: Written = Written()) -> date | None:
    """Return the day that a cell says; None when it says none.

    Raises:
        NeedsAnswer: when it depends on an answer about its column that is not given yet.
    """
    text = " ".join(said.split())
    found = _serial(text) or _year_first(text)
    if found:
        return found
    try:
        if match := NUMBERS.fullmatch(text):
            return _numbers(match, written)
        if match := DAY_NAMED.fullmatch(text):
            day, month, year = match.groups()
        elif match := NAMED_DAY.fullmatch(text):
            month, day, year = match.groups()
        else:
            return None
        number = MONTHS.get(month.lower())
        return date(_year(year, written), number, int(day)) if number else None
    except NeedsAnswer:
        raise
    except ValueError:
        return None


def is_day_first(said: str) -> bool:
    """Return whether numbers of a day make no sense with the month first, such as 31/03/2026."""
    match = NUMBERS.fullmatch(" ".join(said.split()))
    return match is not None and int(match[1]) > 12 >= int(match[3])


def is_far_ahead(said: str) -> bool:
    """Return whether a day has a two-digit year that could be of either century, such as 98."""
    text = " ".join(said.split())
    match = NUMBERS.fullmatch(text) or DAY_NAMED.fullmatch(text) or NAMED_DAY.fullmatch(text)
    return match is not None and len(year := match.groups()[-1]) == 2 and _far(int(year))


def _serial(text: str) -> date | None:
    match = SERIAL.fullmatch(text)
    if match is None or not FIRST_SERIAL <= int(match[1]) <= LAST_SERIAL:
        return None
    return ZERO + timedelta(days=int(match[1]))


def _year_first(text: str) -> date | None:
    match = YEAR_FIRST.fullmatch(text)
    parts = (match[1], match[3], match[4]) if match else None
    if parts is None and (run := RUN_TOGETHER.fullmatch(text)):
        parts = (run[1], run[2], run[3])
    if parts is None:
        return None
    try:
        day = date(*map(int, parts))
        moment = datetime.fromisoformat(text)
    except ValueError:
        # The rest is not a time of ISO's, such as 2026-11-20 9:14 AM: the day is what was written.
        return _day(parts)
    if moment.utcoffset() == timedelta(0) and moment.time().isoformat() != "00:00:00":
        return moment.astimezone(UTC).astimezone(PROGRAM_ZONE).date()
    return day


def _day(parts: tuple[str, str, str]) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _numbers(match: re.Match[str], written: Written) -> date:
    first, _, second, year = match.groups()
    if written.month_first is None and first != second:
        raise NeedsAnswer
    month, day = (first, second) if written.month_first is not False else (second, first)
    return date(_year(year, written), int(month), int(day))


def _year(said: str, written: Written) -> int:
    if len(said) == 4:
        return int(said)
    if not _far(int(said)):
        return 2000 + int(said)
    if written.old_century is None:
        raise NeedsAnswer
    return (1900 if written.old_century else 2000) + int(said)


def _far(year: int) -> bool:
    return 2000 + year > clock.today("UTC").year + YEARS_AHEAD
