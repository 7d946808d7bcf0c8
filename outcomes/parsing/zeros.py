"""Find counts of 0 that could mean "not reported", and read them as a person said."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from outcomes.enums import FigureStatus, Measure
from outcomes.parsing.figures import Entry, Reading, Row, Zeros
from outcomes.parsing.periods import Period

# Fewer counts of 0 are no pattern.
MIN_COUNTS = 2
# An agency that counts this many in a period on average has a period of only 0s once in 20,000 (Poisson).
MIN_MEAN = 10
COUNTED = "They are imported as counts of 0."
ABSENT = "They are read as not reported, as someone said for this source."


@dataclass(slots=True)
class Sum:
    """How many counts there are, and what they add up to whatever their signs; ``line`` has the first."""

    line: int
    counts: int = 0
    total: int = 0

    def add(self, value: int) -> None:
        """Add a reported count."""
        self.counts += 1
        self.total += abs(value)

    @property
    def is_bare(self) -> bool:
        """Whether there are some counts, and each is 0."""
        return self.counts >= MIN_COUNTS and not self.total


@dataclass(slots=True)
class Sums:
    """The counts of one agency, by period."""

    name: str
    periods: dict[Period, Sum] = field(default_factory=dict)

    @property
    def doubtful(self) -> list[Sum]:
        """The periods with only 0s, unless the agency counts so little that they are likely."""
        bare = [each for each in self.periods.values() if each.is_bare]
        others = [each.total for each in self.periods.values() if each.total]
        return bare if not others or sum(others) >= MIN_MEAN * len(others) else []


def settle(reading: Reading, absent: Collection[str]) -> None:
    """List the doubtful 0s with the reading, and read those that a person named as not reported.

    Arguments:
        reading: its rows are settled, each period of an agency once.
        absent: keys of ``Zeros`` that a person named.
    """
    measures, agencies = _sums(reading)
    if not any(each.total for each in measures.values()):
        return
    reading.zeros = [*_of_measures(measures, absent), *_of_agencies(agencies, absent)]
    if absent:
        for row in reading.rows:
            row.entries = [
                replace(entry, status=FigureStatus.NOT_REPORTED, value=None)
                if entry.value == 0 and _is_absent(row, entry, agencies, absent)
                else entry
                for entry in row.entries
            ]


def _sums(reading: Reading) -> tuple[Mapping[str, Sum], Mapping[str, Sums]]:
    measures: dict[str, Sum] = {}
    agencies: dict[str, Sums] = {}
    for row in reading.rows:
        key = agency_key(row)
        agency = agencies.get(key)
        if agency is None:
            agency = agencies[key] = Sums(str(row.agency))
        for entry in row.entries:
            if entry.value is None:
                continue
            period = agency.periods.get(entry.period)
            if period is None:
                period = agency.periods[entry.period] = Sum(row.line)
            period.add(entry.value)
            measure = measures.get(entry.measure)
            if measure is None:
                measure = measures[entry.measure] = Sum(row.line)
            measure.add(entry.value)
    return measures, agencies


def _of_measures(measures: Mapping[str, Sum], absent: Collection[str]) -> Iterator[Zeros]:
    for name, found in measures.items():
        key = measure_key(name)
        if found.is_bare or key in absent:
            label = Measure(name).label
            why = f"{label} is 0 in all {found.counts:,} rows with a count."
            if not found.is_bare:
                why = f"{label} is 0 in some rows."
            yield _zeros(key, label, found.line, why, absent)


def _of_agencies(agencies: Mapping[str, Sums], absent: Collection[str]) -> Iterator[Zeros]:
    for key, agency in agencies.items():
        bare = agency.doubtful
        if bare:
            many = "1 period" if len(bare) == 1 else f"{len(bare):,} periods"
            why = f"Every count is 0 in {many} of {len(agency.periods):,}."
            yield _zeros(key, agency.name, bare[0].line, why, absent)


def _zeros(key: str, said: str, line: int, why: str, absent: Collection[str]) -> Zeros:
    is_absent = key in absent
    return Zeros(key, said, line, f"{why} {ABSENT if is_absent else COUNTED}", is_absent)


def _is_absent(
    row: Row, entry: Entry, agencies: Mapping[str, Sums], absent: Collection[str]
) -> bool:
    if measure_key(entry.measure) in absent:
        return True
    key = agency_key(row)
    return key in absent and agencies[key].periods[entry.period].is_bare


def measure_key(measure: str) -> str:
    """Return what the 0s of a measure are known by."""
    return f"measure:{measure}"


def agency_key(row: Row) -> str:
    """Return what the 0s of a row's agency are known by."""
    return f"agency:{'|'.join(row.agency.identity)}"
