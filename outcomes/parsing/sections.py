"""Tell notes, headings of states, and names without counts from the rows of a table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.imports.read import Line
from outcomes.parsing import places
from outcomes.parsing.tables import Header
from outcomes.parsing.ways import Ways, cell

NOTE = re.compile(
    r"(?:notes?|sources?|data sources?|prepared by)\s*[:.\-\u2013]|(?:notes?|sources?)$|page\s+\d|[*\u2020\u2021\u00a7]",
    re.IGNORECASE,
)
# A footnote with its number; an agency such as 29 Palms PD is shorter.
NUMBERED = re.compile(r"\(?\d{1,2}[.)]?\s+[A-Z].{28,}", re.IGNORECASE | re.DOTALL)
MAX_NAME = 60
ALONE = (
    "The row has a name and nothing else. If the agency didn't report, write NR for its counts; "
    "if it's a heading, delete the row."
)
TWO_READINGS = (
    "“{said}” could be the state of the rows below or a city without counts, so those rows have no state. "
    "Add a column State."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a line is that isn't a row.

    Attributes:
        why: it is left out.
        wrong: why it is rejected, or "".
        state: two letters of the rows below, "" where nobody can tell, or None: the same as above.
    """

    why: str = "it's a note, not a row"
    wrong: str = ""
    state: str | None = None


def kinds_of(below: Sequence[Line], ways: Ways) -> Mapping[int, Kind]:
    """Return what the lines are that aren't rows, by their number."""
    found: dict[int, Kind] = {}
    header = ways.header
    name_at = next((at for role in ("agency", "city") if (at := header.place(role)) is not None), 0)
    is_row = [sum(map(bool, line.cells)) > 1 and not _is_note(line, header) for line in below]
    last = max((at for at, yes in enumerate(is_row) if yes), default=-1)
    for at, line in enumerate(below):
        if is_row[at] or (len(header.names) <= 2 and not _is_note(line, header)):
            continue
        if sum(map(bool, line.cells)) > 1 or not line.cells[0]:
            found[line.number] = Kind()
            continue
        beside = _beside(below, is_row, at, name_at)
        found[line.number] = _alone(line.cells[0], ways, beside, ends=at > last, name_at=name_at)
    return found


def _alone(said: str, ways: Ways, beside: tuple[str, str], *, ends: bool, name_at: int) -> Kind:
    """Return what a line with one cell is: a state, a name without counts, or a note."""
    has_state = bool(ways.state) or ways.header.place("state") is not None
    state = ways.states.resolve(said) if not said.isdigit() else ""
    if state and not has_state:
        above, under = beside
        in_order = above != "" and under != "" and above <= places.fold(said) <= under
        if in_order and name_at == 0:
            return Kind(wrong=TWO_READINGS.format(said=said[:40]), state="")
        return Kind("it names the state of the rows below", state=state)
    is_name = name_at == 0 and len(said) <= MAX_NAME and not NOTE.match(said)
    if is_name and not ends and not places.is_aggregate(said) and not NUMBERED.match(said):
        return Kind(wrong=ALONE)
    return Kind()


def _beside(
    below: Sequence[Line], is_row: Sequence[bool], at: int, name_at: int
) -> tuple[str, str]:
    """Return the names on the rows above and under a line, as they are compared."""
    found = []
    for other in (at - 1, at + 1):
        is_there = 0 <= other < len(below) and is_row[other]
        found.append(places.fold(cell(below[other].cells, name_at)) if is_there else "")
    return found[0], found[1]


def _is_note(line: Line, header: Header) -> bool:
    """Return whether a line is a footnote that was cut at its commas."""
    first = line.cells[0]
    if len(first) <= 4 or not (NOTE.match(first) or NUMBERED.match(first)):
        return False
    counts = [at for role in ("count", "value", "cleared") for at in header.places(role)]
    said = [cell(line.cells, at)[:1] for at in counts]
    return not any(each.isdigit() or each in {"<", "-"} for each in said if each)
