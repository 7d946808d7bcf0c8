"""Read a whole file: titles, header, rows, footnotes, and rows that are there twice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from foundation.imports.errors import Unreadable
from foundation.imports.read import Line
from outcomes.enums import Measure
from outcomes.parsing import (
    duplicates,
    groups,
    headings,
    periods,
    places,
    rows,
    sections,
    tables,
    titles,
    zeros,
)
from outcomes.parsing.figures import Issue, Reading
from outcomes.parsing.tables import Header
from outcomes.parsing.ways import Skipped, Ways, Wrong, cell

T = TypeVar("T")
TOP = 60
MAX_ROWS = 250_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a file.

    Attributes:
        name: of the file, which may name a measure.
        state: two letters, of rows that name none.
        year: of rows that name none.
        mapping: folded heading → what its column holds.
        picks: lines chosen among those that differ.
        heading_line: where the names of the columns end; None lets the names decide.
        absent: keys of doubtful counts of 0 that mean "not reported".
        sent_on: the day it was sent; what wasn't over by then can't have been counted.
    """

    name: str = ""
    state: str = ""
    year: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    picks: Collection[int] = ()
    heading_line: int | None = None
    absent: Collection[str] = ()
    sent_on: date = date.max


def read(
    lines: Iterable[Line],
    states: places.States,
    said: Said,
    meant: duplicates.Meant = attrgetter("identity"),
) -> Reading:
    """Return everything that was found in a file.

    Arguments:
        lines: of the file that aren't empty.
        states: that exist.
        said: what a person says about it.
        meant: what stands for the agency that a row names; by default its own identity.

    Raises:
        Unreadable: when it has no table of figures.
    """
    found = iter(lines)
    top = list(islice(found, TOP))
    if not top:
        raise Unreadable("This file is empty. Choose a different file.")
    header = tables.header_of(top, said.mapping, said.heading_line)
    below = [*top[header.last + 1 :], *islice(found, MAX_ROWS + 1)]
    if len(below) > MAX_ROWS:
        raise Unreadable(
            f"This file has more than {MAX_ROWS:,} rows. Split it, then upload each part."
        )
    if not below:
        raise Unreadable("This file has a header row but no data. Choose a different file.")
    reading = Reading(header.names, (), header.line)
    reading.others = tuple(header.names[at] for at in header.others)
    ways = _ways(header, below, states, said, reading)
    reading.holds = _holds(ways)
    _read_rows(groups.carried(below, header, reading), ways, top[: header.last + 1], reading)
    duplicates.settle(reading, said.picks, meant)
    zeros.settle(reading, said.absent)
    return reading


def _ways(
    header: Header, below: Sequence[Line], states: places.States, said: Said, reading: Reading
) -> Ways:
    """Return how the rows are read; what only a title says is noted."""
    for why in header.notes:
        reading.note(header.line, why)
    place = header.place("period")
    dated = place if place is not None else header.place("month")
    cells = [cell(line.cells, dated) for line in below] if dated is not None else []
    unnamed = [at for at, column in enumerate(header.columns) if not column.role]
    paths = tuple(
        at for at in unnamed if any(states.in_path(cell(line.cells, at)) for line in below[:TOP])
    )
    has_year = header.place("year") is not None or place is not None
    has_year = has_year or any(column.year for column in header.columns)
    year, state, agency = said.year, said.state, ""
    if year is None and not has_year:
        year = _only(titles.years_in(header.titles))
    if not state and not paths and not _has(header, "state", "ori"):
        state = _only(titles.states_in(header.titles, states)) or ""
    if not _has(header, *places.OWNERS):
        agency = reading.agency = titles.agency_in(header.titles)
    told = {
        "year": year if year != said.year else "",
        "state": state if state != said.state else "",
    }
    for what, which in (told | {"agency": agency}).items():
        if which:
            reading.note(
                header.line, f"The {what} {which} is taken from the title above the table."
            )
    measure = tables.measure_in([*header.titles, said.name])
    if measure and header.lacks_measure:
        named = Measure(measure).label
        reading.note(header.line, f"{named} is taken from the title or name of the file.")
    about = [*header.titles, said.name.replace("_", " ")]
    day_first = periods.are_day_first(cells)
    # A table with columns of rates has them told apart by their names.
    has_rates = any(headings.is_computed(name) for name in header.names)
    return Ways(
        header,
        states,
        state,
        year,
        measure,
        day_first,
        paths,
        titles.part_in(about, year_is_theirs=not has_year and said.year is None),
        periods.unclear(cells, day_first=day_first),
        "" if has_rates else titles.not_counts(about),
        _numbered(header, below),
        tuple(at for at in header.places("breakdown") if not _is_first_day(header, below, at)),
        tuple(header.places("bounds")),
        agency,
        said.sent_on,
    )


def _holds(ways: Ways) -> tuple[str, ...]:
    """Return what each column holds: of counts without a measure of their own, what the row or a title says."""
    counts = "value" if _has(ways.header, "measure") else ways.measure or Measure.COUNT
    return tuple(
        column.measure or (counts if column.role in {"count", "value"} else column.role)
        for column in ways.header.columns
    )


def _has(header: Header, *roles: str) -> bool:
    return any(header.place(role) is not None for role in roles)


def _is_first_day(header: Header, below: Sequence[Line], at: int) -> bool:
    """Return whether a column of days says the first of the month on each row: the date is in three."""
    if places.fold(header.names[at]) != "day":
        return False
    return {cell(line.cells, at).removesuffix(".0") for line in below} <= {"1", "01", ""}


def _numbered(header: Header, below: Sequence[Line]) -> frozenset[str]:
    """Return the names that only their last digits tell apart, such as Troop1 and Troop2."""
    found: dict[str, set[str]] = {}
    for at in [*header.places("agency"), *header.places("city")]:
        for name in {cell(line.cells, at).strip() for line in below}:
            found.setdefault(places.without_footnote(name), set()).add(name)
    several = (names for bare, names in found.items() if len(names) > 1 and bare not in names)
    return frozenset(name for names in several for name in names)


def _only(found: set[T]) -> T | None:
    return next(iter(found)) if len(found) == 1 else None


def _read_rows(below: Sequence[Line], ways: Ways, above: Sequence[Line], reading: Reading) -> None:
    headers = {line.cells for line in above}
    kinds = sections.kinds_of(below, ways)
    section, another = ways, 0
    for line in below:
        kind = kinds.get(line.number)
        if line.cells in headers:
            _skip(reading, line, "the header is repeated")
            another = 0
        elif kind is None and another:
            reading.total += 1
            reading.issues.append(_of_another(line, another))
        elif kind is None:
            another = _read_row(line, section, reading)
        elif kind.wrong:
            reading.total += 1
            reading.issues.append(Issue((line.number,), shown(line), kind.wrong, "rejected"))
        else:
            _skip(reading, line, kind.why)
        if kind is not None and kind.state is not None:
            section = replace(ways, state=kind.state)


def _read_row(line: Line, ways: Ways, reading: Reading) -> int:
    """Read a row; return the number of the line if it names the columns of another table, else 0."""
    notes: list[str] = []
    reading.total += 1
    try:
        row = rows.row_of(line, ways, notes)
    except Wrong as wrong:
        if tables.begins_at(line.cells):
            reading.issues.append(_of_another(line, line.number))
            return line.number
        reading.issues.append(Issue((line.number,), shown(line), str(wrong), "rejected"))
    except Skipped as skipped:
        _skip(reading, line, str(skipped))
        reading.total -= 1
    else:
        reading.rows.append(row)
        reading.issues += [Issue((line.number,), shown(line), note, "flagged") for note in notes]
    return 0


def _of_another(line: Line, begins: int) -> Issue:
    """Return why a row isn't read by the columns of the table above it."""
    why = f"Line {begins} names other columns, so another table begins there. Save it as a file of its own."
    return Issue((line.number,), shown(line), why, "rejected")


def shown(line: Line) -> str:
    """Return the beginning of a line, as a person recognizes it."""
    words = " · ".join(cell[:40] for cell in line.cells if cell)
    return f"{words[:117]}…" if len(words) > 118 else words


def _skip(reading: Reading, line: Line, why: str) -> None:
    reading.issues.append(Issue((line.number,), shown(line), f"Left out: {why}.", "skipped"))
