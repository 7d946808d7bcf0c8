"""Read a whole file: titles, header, rows, footnotes, and rows that are there twice."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from foundation.imports.errors import Unreadable
from foundation.imports.read import Line
from outcomes.parsing import duplicates, groups, periods, places, rows, tables
from outcomes.parsing.figures import Issue, Reading
from outcomes.parsing.headings import YEAR
from outcomes.parsing.tables import Header
from outcomes.parsing.ways import Skipped, Ways, Wrong, cell

T = TypeVar("T")
TOP = 60
MAX_ROWS = 250_000
NOTE = re.compile(
    r"(?:notes?|sources?|page|data source|prepared by)\b|[*†‡§]|\(?\d{1,2}[.)]?\s+[A-Z]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a file.

    Attributes:
        name: of the file, which may name a measure.
        state: two letters, of rows that name none.
        year: of rows that name none.
        mapping: folded heading → what its column holds.
        picks: lines chosen among those that differ.
    """

    name: str = ""
    state: str = ""
    year: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    picks: Collection[int] = ()


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
    header = tables.header_of(top, said.mapping)
    below = [*top[header.last + 1 :], *islice(found, MAX_ROWS + 1)]
    if len(below) > MAX_ROWS:
        raise Unreadable(
            f"This file has more than {MAX_ROWS:,} rows. Split it, then upload each part."
        )
    if not below:
        raise Unreadable("This file has a header row but no data. Choose a different file.")
    holds = tuple(column.measure or column.role for column in header.columns)
    reading = Reading(header.names, holds, header.line)
    ways = _ways(header, below, states, said, reading)
    _read_rows(groups.carried(below, header, reading), ways, top[: header.last + 1], reading)
    duplicates.settle(reading, said.picks, meant)
    return reading


def _ways(
    header: Header, below: Sequence[Line], states: places.States, said: Said, reading: Reading
) -> Ways:
    """Return how the rows are read; what only a title says is noted."""
    place = header.place("period")
    cells = [cell(line.cells, place) for line in below[:5_000]] if place is not None else []
    unnamed = [at for at, column in enumerate(header.columns) if not column.role]
    paths = tuple(
        at for at in unnamed if any(states.in_path(cell(line.cells, at)) for line in below[:TOP])
    )
    year, state = said.year, said.state
    if year is None and header.place("year") is None and place is None:
        year = _only({int(each) for title in header.titles for each in YEAR.findall(title)})
        if year:
            reading.note(header.line, f"The year {year} is taken from the title above the table.")
    no_state = all(header.place(role) is None for role in ("state", "ori"))
    if not state and no_state and not paths:
        state = _only({each for title in header.titles for each in _states_in(title, states)}) or ""
        if state:
            reading.note(header.line, f"The state {state} is taken from the title above the table.")
    measure = tables.measure_in([*header.titles, said.name])
    return Ways(header, states, state, year, measure, periods.are_day_first(cells), paths)


def _only(found: set[T]) -> T | None:
    return next(iter(found)) if len(found) == 1 else None


def _states_in(title: str, states: places.States) -> list[str]:
    """Return the states that a title names in full."""
    words = places.fold(title).split()
    pairs = [" ".join(words[at : at + 2]) for at in range(len(words) - 1)]
    long = [word for word in (*pairs, *words) if len(word) > 3]
    found = [state for word in long if (state := states.by_name.get(word, ""))]
    # "West Virginia" names Virginia as well.
    return ["WV"] if "WV" in found else found


def _read_rows(below: Sequence[Line], ways: Ways, above: Sequence[Line], reading: Reading) -> None:
    headers = {line.cells for line in above}
    section = ways
    for line in below:
        filled = [cell for cell in line.cells if cell]
        if line.cells in headers:
            _skip(reading, line, "the header is repeated")
            continue
        if len(filled) == 1 and len(ways.header.names) > 2:
            state = ways.states.resolve(filled[0]) if line.cells[0] else ""
            section = _in_state(ways, state) if state else section
            _skip(
                reading,
                line,
                "it names the state of the rows below" if state else "it's a note, not a row",
            )
            continue
        if _is_note(line, ways.header):
            _skip(reading, line, "it's a note, not a row")
            continue
        _read_row(line, section, reading)


def _in_state(ways: Ways, state: str) -> Ways:
    return Ways(
        ways.header, ways.states, state, ways.year, ways.measure, ways.day_first, ways.paths
    )


def _read_row(line: Line, ways: Ways, reading: Reading) -> None:
    notes: list[str] = []
    reading.total += 1
    try:
        row = rows.row_of(line, ways, notes)
    except Wrong as wrong:
        reading.issues.append(Issue((line.number,), shown(line), str(wrong), "rejected"))
    except Skipped as skipped:
        _skip(reading, line, str(skipped))
        reading.total -= 1
    else:
        reading.rows.append(row)
        reading.issues += [Issue((line.number,), shown(line), note, "flagged") for note in notes]


def shown(line: Line) -> str:
    """Return the beginning of a line, as a person recognizes it."""
    words = " · ".join(cell[:40] for cell in line.cells if cell)
    return f"{words[:117]}…" if len(words) > 118 else words


def _skip(reading: Reading, line: Line, why: str) -> None:
    reading.issues.append(Issue((line.number,), shown(line), f"Left out: {why}.", "skipped"))


def _is_note(line: Line, header: Header) -> bool:
    """Return whether a line is a footnote that was cut at its commas."""
    counts = [at for role in ("count", "value", "cleared") for at in header.places(role)]
    has_counts = any(
        cell(line.cells, at)[:1].isdigit() or cell(line.cells, at)[:1] in {"<", "-"}
        for at in counts
    )
    first = line.cells[0]
    return not has_counts and bool(NOTE.match(first)) and len(first) > 4
