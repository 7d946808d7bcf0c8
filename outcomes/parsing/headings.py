"""Say what the columns of a published file hold, by their names."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from outcomes.enums import Measure
from outcomes.parsing.periods import FIRST_YEAR, LAST_YEAR, century, is_fiscal, month_of, period_of
from outcomes.parsing.places import fold, without_footnote

# What a column can hold besides counts of a measure.
# No file has so much above its table.
MAX_HEADING_LINE: Final = 1_000
ROLES: Final[Mapping[str, str]] = {
    "ori": "Agency (ORI)",
    "agency": "Agency name",
    "city": "City",
    "jurisdiction": "Jurisdiction",
    "state": "State",
    "county": "County",
    "year": "Year",
    "month": "Month",
    "period": "Month and year",
    "as_of": "Counted through",
    "months": "Months reported",
    "population": "Population",
    "agencies": "Number of agencies",
    "measure": "Name of the measure",
    "value": "Count",
    "cleared": "Count cleared",
    "span": "Months of a part-year count",
    "breakdown": "Part of an agency or period, such as a district",
    "fiscal": "Fiscal year",
    "bounds": "First or last day or month counted",
    "ignore": "Don't import",
}
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "ori": (
        "ori", "ori9", "ori7", "ori number", "ori code", "agency ori", "ori id", "ncic", "ori no",
        "ucr ori", "agency identifier", "originating agency identifier", "agency id ori",
    ),
    "agency": (
        "agency", "agency name", "department", "department name", "dept", "police department",
        "ucr agency name", "ncic agency name", "pub agency name", "reporting agency", "agency title",
        "law enforcement agency", "agencyname", "name of agency", "agcy",
    ),
    "city": ("city", "city name", "place", "town", "municipality", "city town", "city agency", "cities"),
    "jurisdiction": ("jurisdiction", "jurisdiction name"),
    "state": (
        "state", "state name", "st", "state abbr", "state abbreviation", "state code", "statename",
        "state abb", "state postal abbr", "usps", "stabbr", "state full", "fips", "state fips", "fips state",
        "state fips code", "fips code", "statefp",
    ),
    "county": ("county", "county name", "cnty", "countyname"),
    "year": ("year", "yr", "data year", "report year", "calendar year", "reporting year"),
    "month": ("month", "mo", "mon", "mth", "month name", "month number", "report month", "month num"),
    "period": (
        "date", "period", "month year", "year month", "reporting period", "report date", "yearmonth",
        "monthyear", "ym", "month date", "month beginning", "time period", "report period",
    ),
    "as_of": ("as of", "as of date", "through", "data through", "counted through"),
    "months": (
        "months reported", "number of months reported", "months", "months rptd", "number of months",
        "nummonths", "no of months reported", "months of data",
    ),
    "population": ("population", "pop", "total pop", "total population", "est population", "totpop", "pop est"),
    "agencies": ("number of agencies", "agencies", "agency count", "n agencies", "num agencies"),
    "measure": (
        "measure", "crime type", "offense", "offence", "offense name", "crime", "indicator", "metric",
        "offense type", "crime category", "crime name", "offense category", "type of crime",
    ),
    "value": (
        "value", "count", "counts", "number", "actual", "incidents", "offense count", "reported",
        "number of offenses", "offenses", "total", "n", "actual count", "incident count", "crimes",
    ),
    "span": ("ytd month range", "ytd range"),
    "bounds": tuple(
        f"{first} {last}"
        for names in (
            (("start", "end", "begin", "beginning", "ending", "from", "to", "first", "last"), ("date", "month", "day")),
            (("period", "month", "date"), ("start", "end", "begin", "from", "to")),
        )
        for first in names[0]
        for last in names[1]
    ),
    "fiscal": ("fiscal year", "fy", "fiscal yr", "school year", "season"),
    "breakdown": (
        "district", "districts", "police district", "precinct", "precincts", "beat", "sector", "zone", "ward",
        "neighborhood", "neighbourhood", "community area", "reporting area", "patrol area", "patrol division",
        "substation", "troop", "unit", "agency unit", "quadrant",
        "week", "week ending", "week of", "week number", "week beginning", "quarter", "qtr", "half", "shift",
        "day", "day of week", "weekday", "hour", "weapon", "weapon type", "weapon used", "sex", "gender", "race",
        "ethnicity", "age", "age group", "victim sex", "victim race", "victim age", "offender sex", "offender race",
        "offender age",
    ),
}  # fmt: skip
MEASURES: Final[Mapping[Measure, tuple[str, ...]]] = {
    Measure.HOMICIDE: (
        "homicide", "homicides", "murder", "murders", "hom", "homs", "mur", "murd", "criminal homicide",
        "murder and nonnegligent manslaughter", "murder nonnegligent manslaughter", "murder manslaughter",
        "murder and non negligent manslaughter", "murder and manslaughter", "murders and nonnegligent manslaughters",
        "murder and nonnegligent homicide", "murder non negligent manslaughter", "criminal homicides",
    ),
    Measure.RAPE: (
        "rape", "rapes", "forcible rape", "forcible rapes", "rape revised definition", "revised rape",
        "rape revised", "rape total", "rap",
    ),
    Measure.ROBBERY: ("robbery", "robberies", "rob", "robb", "rbry"),
    Measure.AGGRAVATED_ASSAULT: (
        "aggravated assault", "aggravated assaults", "agg assault", "agg assaults", "aggassault",
        "aggaslt", "agg ass", "agg aslt", "aggr assault", "agg asslt", "aggravated aslt", "aggasslt",
        "aggravatedassault",
    ),
    Measure.VIOLENT_CRIME: ("violent crime", "violent crimes", "violent", "violentcrime"),
    Measure.BURGLARY: ("burglary", "burglaries", "burg"),
    Measure.LARCENY: ("larceny", "larcenies", "larceny theft", "larceny thefts", "theft", "thefts", "larc"),
    Measure.MOTOR_VEHICLE_THEFT: (
        "motor vehicle theft", "motor vehicle thefts", "mvt", "auto theft", "auto thefts",
        "vehicle theft", "motorvehicletheft", "mv theft", "vehicle thefts",
    ),
    Measure.ARSON: ("arson", "arsons"),
    Measure.PROPERTY_CRIME: ("property crime", "property crimes", "property", "propertycrime"),
    Measure.NONFATAL_SHOOTING: (
        "nonfatal shooting", "nonfatal shootings", "non fatal shooting", "non fatal shootings",
        "nonfatal shooting victims", "non fatal shooting victims",
    ),
    Measure.PRISON_CUSTODY: ("prison custody", "people in prison custody", "prison population"),
}  # fmt: skip
ROLE_OF: Final = {name: role for role, names in NAMES.items() for name in names}
MEASURE_OF: Final = {name: measure for measure, names in MEASURES.items() for name in names}
CLEARED: Final = {
    Measure.HOMICIDE: Measure.HOMICIDE_CLEARED,
    Measure.RAPE: Measure.RAPE_CLEARED,
    Measure.ROBBERY: Measure.ROBBERY_CLEARED,
    Measure.AGGRAVATED_ASSAULT: Measure.AGGRAVATED_ASSAULT_CLEARED,
    Measure.VIOLENT_CRIME: Measure.VIOLENT_CRIME_CLEARED,
}
CLEARANCE = re.compile(r"\b(?:cleared|clearances?|clrd?|clr|solved)\b")
# The portal computes these itself; counts that run on are parts of a year that is still to come.
COMPUTED = re.compile(
    r"%|\bp(?:er)?ct\b|\bpercent(?:age)?s?\b|\brates?\b|\bper (?:\d|capita|one hundred)|\bchanges?\b|\bchg\b"
    r"|\bratio\b|\brank(?:ing)?\b|\bytd\b|\bindex\b|\blegacy\b|\baverage\b|\bavg\b|100k"
)
NOISE = re.compile(
    r"\b(?:sum|total|count|counts|number(?: of)?|num|no of|n|actual|reported|offenses?|known|incidents?|full(?: year)?|cases?|victims|crimes"
    r"|p|r|prelim(?:inary)?|provisional|revised)\b"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
AGO: Final = {
    "two years prior": -2, "two years ago": -2, "previous year": -1, "prior year": -1, "last year": -1,
    "year before": -1, "year ago": -1, "previous yr": -1, "prior yr": -1,
}  # fmt: skip
# Forms number their offenses, as in "3. Robbery".
NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
# A heading that is one day or month, such as Jan-24, 2024-01, or 2024-01-01.
DATED = re.compile(
    r"\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}/(?:\d{1,2}/)?\d{4}|[A-Za-z]{3,9}\.?[-\s'\u2019/]+\d{2}(?:\d{2})?"
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        role: a key of ``ROLES``, ``count`` for counts of a measure, or "" if its name says nothing.
        measure: of a count; "" where the file says it elsewhere.
        year: that its name says.
        month: that its name says.
        ago: years before the year of the file.
    """

    role: str = ""
    measure: str = ""
    year: int | None = None
    month: int | None = None
    ago: int = 0


def column_of(heading: str) -> Column:
    """Return what a column holds, as its name says."""
    folded = fold(without_footnote(NUMBERED.sub("", heading)))
    if role := ROLE_OF.get(folded):
        return Column(role)
    if is_computed(heading):
        return Column("ignore")
    if folded in AGO or not folded:
        return Column()
    if is_fiscal(heading):
        return Column()
    return _dated(heading) or _count(folded)


def _dated(heading: str) -> Column | None:
    """Return the column of a month, or None: Jan 2024 is one, Murder 2024 isn't."""
    period = period_of(heading) if DATED.fullmatch(heading.strip()) else None
    return Column("count", "", period.year, period.month) if period and period.month else None


def is_computed(heading: str) -> bool:
    """Return whether a heading names rates, percentages, or counts that run on."""
    return "%" in heading or COMPUTED.search(fold(without_footnote(heading))) is not None


def measure_of(text: str) -> str:
    """Return the measure a text names, or ""."""
    folded = fold(without_footnote(NUMBERED.sub("", text).replace("_", " ")))
    if found := MEASURE_OF.get(folded):
        return found
    is_cleared = CLEARANCE.search(folded) is not None
    bare = " ".join(NOISE.sub(" ", CLEARANCE.sub(" ", folded)).split())
    bare = bare.removesuffix(" by").removeprefix("by ")
    measure = MEASURE_OF.get(bare)
    if measure is None:
        return ""
    return CLEARED.get(measure, "") if is_cleared else measure


def _count(folded: str) -> Column:
    """Return a column of counts, whose name may hold a year, a month, and a measure."""
    year = month = None
    ago = 0
    for said, years in AGO.items():
        if f" {said} " in f" {folded} ":
            folded, ago = " ".join(f" {folded} ".replace(f" {said} ", " ", 1).split()), years
            break
    if match := YEAR.search(folded):
        year = int(match[0])
        folded = f"{folded[: match.start()]} {folded[match.end() :]}"
        year = year if FIRST_YEAR <= year <= LAST_YEAR else None
    words = folded.split()
    for at, word in enumerate(words):
        if not word.isdigit() and month_of(word):
            month = month_of(word)
            behind = words[at + 1] if at + 1 < len(words) else ""
            if year is None and len(behind) == 2 and behind.isdigit():
                year = century(behind)
                del words[at + 1]
            del words[at]
            break
    rest = " ".join(words)
    measure = measure_of(rest)
    is_bare = not NOISE.sub("", rest).strip()
    if measure or (is_bare and (year or month or ago)):
        return Column("count", measure, year, month, ago)
    if CLEARANCE.search(folded) and not CLEARANCE.sub("", NOISE.sub("", rest)).strip():
        return Column("cleared", "", year, month, ago)
    return Column()


def from_mapping(heading: str, said: str) -> Column:
    """Return what a person said a column holds; a year or month in its name stays what it is.

    Arguments:
        heading: its name.
        said: a key of ``ROLES``, or a measure.
    """
    if said in ROLES:
        return Column(said)
    found = column_of(heading)
    return Column("count", said, found.year, found.month, found.ago)


def keys_of(names: Sequence[str]) -> list[str]:
    """Return the names as a mapping knows them: of two alike the second is ``murder (2)``, one without a name ``column 3``."""
    found: list[str] = []
    times: Counter[str] = Counter()
    for at, name in enumerate(names, start=1):
        key = fold(name) or f"column {at}"
        times[key] += 1
        found.append(key if times[key] == 1 else f"{key} ({times[key]})")
    return found
