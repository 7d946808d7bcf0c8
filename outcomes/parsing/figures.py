"""What was read from a file: rows with their counts, and everything that was noticed."""

from dataclasses import dataclass, field

from outcomes.enums import FigureStatus
from outcomes.parsing.periods import Period
from outcomes.parsing.places import fold


def county_key(county: str) -> str:
    """Return a county as it is compared: De Kalb and DeKalb County are one."""
    bare = fold(county).removesuffix(" county").removesuffix(" parish")
    return bare.replace(" ", "")


def period_said(period: Period) -> str:
    """Return a period as text, such as 2024-03."""
    if period.through:
        return f"{period.year} through {period.through.isoformat()}"
    return f"{period.year}-{period.month:02}" if period.month else str(period.year)


@dataclass(frozen=True, slots=True)
class Named:
    """An agency as a row names it. ``state`` is empty for one above the states only."""

    ori: str
    name: str
    key: str
    state: str
    county: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells it from others: its ORI, else name, state, and county together."""
        return (self.ori,) if self.ori else (self.key, self.state, county_key(self.county))

    def __str__(self) -> str:
        return f"{self.name or self.ori}, {self.state}" if self.state else self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One count of a row."""

    measure: str
    period: Period
    status: FigureStatus
    value: int | None
    column: int


@dataclass(slots=True)
class Row:
    """A row that can be imported.

    Attributes:
        months: reported of the year's twelve, where the row says so.
        population: that the agency serves, in the year of the row.
        others: cells of columns that nobody reads, which can tell the row from others.
    """

    line: int
    agency: Named
    entries: list[Entry]
    months: int | None = None
    population: int | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about lines of the file that a person should know.

    Attributes:
        lines: of the file, as a spreadsheet program counts them.
        said: what the file says there.
        why: what is wrong with it, and what happens.
        kind: for grouping: rejected, held, flagged, skipped.
    """

    lines: tuple[int, ...]
    said: str
    why: str
    kind: str


@dataclass(frozen=True, slots=True)
class Zeros:
    """Counts of 0 that could mean "not reported": all of a measure, or those of an agency's periods with only 0s.

    Attributes:
        key: what a person names them by.
        said: the measure or agency.
        line: of the file, where the first is.
        why: they are doubtful, and how they are read.
        is_absent: whether a person said that they mean "not reported".
    """

    key: str
    said: str
    line: int
    why: str
    is_absent: bool


@dataclass(slots=True)
class Reading:
    """Everything that was found in a file.

    Attributes:
        names: of the columns.
        holds: what each column holds, by the keys of ``headings``.
        header_line: where the header ends.
        total: data rows below the header, without footnotes.
        rows: that can be imported.
        issues: rejected, held, flagged, and skipped lines.
        others: the names of the columns that nobody reads.
        zeros: counts of 0 that could mean "not reported".
        agency: whose table it is, where only a title says so.
    """

    names: tuple[str, ...]
    holds: tuple[str, ...]
    header_line: int
    total: int = 0
    rows: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    others: tuple[str, ...] = ()
    zeros: list[Zeros] = field(default_factory=list)
    agency: str = ""

    @property
    def header(self) -> list[str]:
        """What files of one source have in common; tables such as Month and 2024 are told apart by their agency."""
        return [fold(name) for name in (*self.names, *filter(None, [self.agency]))]

    def note(self, line: int, why: str) -> None:
        """Note something about the file that a person should look at."""
        self.issues.append(Issue((line,), "The file", why, "flagged"))

    def of_kind(self, kind: str) -> list[Issue]:
        """Return the issues of a kind, in order of lines."""
        return sorted((each for each in self.issues if each.kind == kind), key=lambda x: x.lines)
