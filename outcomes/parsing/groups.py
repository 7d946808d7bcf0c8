"""Read what is written once for a group of rows, as merged cells and reports have it."""

from collections.abc import Sequence
from itertools import pairwise

from foundation.imports.read import Line
from outcomes.parsing.figures import Reading
from outcomes.parsing.tables import Header
from outcomes.parsing.ways import cell

# A column is written once for a group of rows when this much of it is empty.
GROUPED, FEWEST = 0.5, 3
NAMES = ("ori", "agency", "city")
CARRIED = ("ori", "agency", "city", "state", "year")


def carried(below: Sequence[Line], header: Header, reading: Reading) -> Sequence[Line]:
    """Return the lines with what is written once for a group of rows on each of them."""
    found = list(below)
    for role in CARRIED:
        place = header.place(role)
        if place is None or not _is_grouped(found, place):
            continue
        if role in NAMES and _named_otherwise(below, header, place):
            continue
        last = ""
        for at, line in enumerate(found):
            last = cell(line.cells, place) or last
            if len([cell for cell in line.cells if cell]) > 1 and len(line.cells) > place:
                cells = (*line.cells[:place], last, *line.cells[place + 1 :])
                found[at] = Line(line.number, cells)
        reading.note(
            header.line,
            f"“{header.names[place]}” is written once for a group of rows; it counts for each of them.",
        )
    return found


def _named_otherwise(lines: Sequence[Line], header: Header, place: int) -> bool:
    """Return whether a row with this blank names its agency elsewhere, and not as the row above it does."""
    others = [at for role in NAMES for at in header.places(role) if at != place]
    above: tuple[str, ...] = ()
    for line in lines:
        if sum(map(bool, line.cells)) < 2:
            continue
        said = tuple(cell(line.cells, at) for at in others)
        if cell(line.cells, place):
            above = said
        elif any(each and each != one for each, one in zip(said, above or said, strict=True)):
            return True
    return False


def _is_grouped(lines: Sequence[Line], place: int) -> bool:
    cells = [cell(line.cells, place) for line in lines if sum(map(bool, line.cells)) > 1]
    named = [cell for cell in cells if cell]
    blank = len(cells) - len(named)
    if not named or not cells[0] or blank < FEWEST or blank < GROUPED * len(cells):
        return False
    return all(one != other for one, other in pairwise(named))
