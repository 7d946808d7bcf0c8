"""Read what the titles above a table say of its rows: a state, a year, a part of a year."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outcomes.parsing import periods, places
from outcomes.parsing.headings import YEAR

# A state's name with one of these behind it is a place's.
PLACE_WORDS = frozenset({
    "city", "county", "parish", "township", "town", "village", "police", "pd", "sheriff", "department",
    "avenue", "street", "heights", "park", "falls", "springs", "beach", "metro", "metropolitan",
})  # fmt: skip
# Names that are a city's as often as the state's: only "state of" before them tells.
TWO_MEANINGS = frozenset({"washington", "new york"})
# A year near these words is the year of the paper, not of the counts.
NO_YEAR = re.compile(
    r"(?:publish|updat|revis|releas|print|generat|prepar|retriev|download|extract|census|population|copyright|\u00a9|since"
    r"|accessed|created|run (?:on|date)|report date|as of|through)",
    re.IGNORECASE,
)
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
BETWEEN = r"\s*(?:-|\u2013|\u2014|to|through|thru|and)\s*"
SPAN = re.compile(
    rf"\b{MONTH}(?:\s+(\d{{1,2}}))?(?:,?\s+\d{{4}})?{BETWEEN}{MONTH}(?:\s+(\d{{1,2}})\b)?",
    re.IGNORECASE,
)
UP_TO = re.compile(
    rf"\b(through|thru|as of|ytd)\b[:\s]*(?:{MONTH}(?:\s+(\d{{1,2}})\b)?,?\s*|(\d{{1,2}})/(\d{{1,2}})/)((?:19|20)\d{{2}})?",
    re.IGNORECASE,
)
ONE_MONTH = re.compile(rf"\b{MONTH},?\s+(?:19|20)\d{{2}}\b", re.IGNORECASE)
PARTS = re.compile(
    r"\b(?:ytd|year[ -]to[ -]date|q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)"
    r"|quarterly|weekly|week ending|week of|(?:three|six|nine|[369])[ -]months?)\b",
    re.IGNORECASE,
)
# What titles say of numbers that aren't counts of offenses.
NO_COUNTS = re.compile(
    r"\bin (?:hundreds|thousands|millions)\b|\b(?:rates?|per 100,?000|per 1,?000|per capita|percent(?:age)?s?|arrests?|arrestees"
    r"|projected|forecasts?|index of|averages?|cumulative)\b|%",
    re.IGNORECASE,
)
# An agency's name at the start of a title, with the state's letters if they follow.
AGENCY = re.compile(
    r"((?:(?:[A-Z][\w.'\u2019-]*|of|the|and|de|la)\s+){1,6}?(?:Police (?:Department|Dept\.?|Bureau|Division)|PD"
    r"|(?:Sheriff(?:['\u2019]?s)?|Public Safety) (?:Office|Department|Dept\.?)|Department of (?:Police|Public Safety)))"
    r"(?![\w'\u2019])(?:\s*[,(]\s*([A-Z]{2})\b)?"
)
SEPARATORS = re.compile(r"[:;|\u2013\u2014\u00b7]|\s-\s")
ONE_PART = re.compile(
    r"\b(?:precinct|district|sector|zone|ward|beat|substation|troop|neighborhood|region)s?\b",
    re.IGNORECASE,
)
FIRST_HALF = re.compile(r"\b(?:first|1st) half\b|\bjanuary through june\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a year that yearly counts cover.

    Attributes:
        month: the last one counted; 0 for the whole year.
        day: the last one counted of that month; 0 for its last.
        year: the only one it is said of; None: every year of the table.
        why: set where nobody can tell which part it is, of ``year`` or of the others.
    """

    month: int = 0
    day: int = 0
    year: int | None = None
    why: str = ""

    def unclear(self, year: int) -> str:
        """Return why nobody can tell what a count of a year covers, or ""."""
        return self.why if self.year != year else ""

    def through(self, year: int) -> date | None:
        """Return the last day counted in a year, or None for the whole year."""
        if not self.month or self.year not in {None, year}:
            return None
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))


WHOLE = Part()


def states_in(titles: Iterable[str], states: places.States) -> set[str]:
    """Return the states that titles name in full, and not as a part of a place's name."""
    return {state for title in titles for state in _states_in(title, states)}


def _states_in(title: str, states: places.States) -> set[str]:
    words = places.fold(title).split()
    found: dict[int, str] = {}
    for at in range(len(words)):
        for size in (3, 2, 1):
            name = " ".join(words[at : at + size])
            state = states.full_names.get(name)
            if state is None or at + size > len(words):
                continue
            before, behind = words[max(at - 2, 0) : at], words[at + size : at + size + 1]
            is_told = before == ["state", "of"] or behind == ["state"]
            is_place = bool(PLACE_WORDS & set(behind)) or name in TWO_MEANINGS
            if is_told or not is_place:
                found[at] = state
            break
    # "West Virginia" names Virginia as well.
    return {
        state for at, state in found.items() if not (state == "VA" and found.get(at - 1) == "WV")
    }


def years_in(titles: Iterable[str]) -> set[int]:
    """Return the years that titles name, but not those of a printing or a census."""
    return {
        int(year) for title in titles if not NO_YEAR.search(title) for year in YEAR.findall(title)
    }


def agency_in(titles: Sequence[str]) -> str:
    """Return the one agency whose name begins a title, with its state if that follows, or "".

    A title that names a precinct or another part is of that part only.
    """
    if any(map(ONE_PART.search, titles)):
        return ""
    parts = [part.strip() for title in titles for part in SEPARATORS.split(title)]
    found = {", ".join(filter(None, match.groups())) for match in map(AGENCY.match, parts) if match}
    return found.pop() if len(found) == 1 else ""


def part_in(titles: Sequence[str], *, year_is_theirs: bool) -> Part:
    """Return which part of a year the titles say that the counts cover.

    Arguments:
        titles: above the table, and the file's name.
        year_is_theirs: whether the rows say no year, so that the titles' year is theirs.
    """
    for title in titles:
        if found := _part(title, year_is_theirs=year_is_theirs):
            return found
    return WHOLE


def not_counts(titles: Sequence[str]) -> str:
    """Return why the numbers below titles aren't counts, or ""."""
    match = next(filter(None, map(NO_COUNTS.search, titles)), None)
    return (
        f"The title or name of the file says “{match[0]}”. If the columns hold counts of offenses, delete that line "
        "or rename the file, then upload it again."
        if match
        else ""
    )


def _part(title: str, *, year_is_theirs: bool) -> Part | None:
    if match := SPAN.search(title):
        first, first_day, last, last_day = match.groups()
        month = periods.month_of(last[:3]) or 0
        if periods.month_of(first[:3]) != 1 or first_day not in {None, "1", "01"}:
            return _unclear(match[0])
        return (
            WHOLE if month == 12 and last_day in {None, "31"} else Part(month, int(last_day or 0))
        )
    if FIRST_HALF.search(title):
        return Part(6)
    if match := UP_TO.search(title):
        return _up_to(match)
    if match := PARTS.search(title):
        return _unclear(match[0])
    if periods.FISCAL.search(title) or (year_is_theirs and periods.is_fiscal(title)):
        return _unclear(title[:60])
    match = ONE_MONTH.search(title) if year_is_theirs and not NO_YEAR.search(title) else None
    return _unclear(match[0]) if match else None


def _up_to(match: re.Match[str]) -> Part:
    how, name, day, number, of_number, year = match.groups()
    month = (periods.month_of(name[:3]) if name else int(number)) or 0
    last = int(day or of_number or 0)
    if not 1 <= month <= 12 or (how.casefold() == "as of" and not year):
        return _unclear(match[0])
    if how.casefold() == "ytd" or not year:
        return Part(month, last)
    # "As of" dates the paper; "through" leaves open whether earlier years stop at that day as well.
    why = "" if how.casefold() == "as of" else _unclear(match[0]).why
    return Part(month, last, int(year), why)


def _unclear(said: str) -> Part:
    return Part(
        why=f"The title or name of the file says “{said.strip()}”, so this count may not be of a whole year. "
        "Add a column Month or Counted through, then upload the file again."
    )
