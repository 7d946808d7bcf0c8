"""The lines of a file that its header could be, and their cells as names."""

from collections.abc import Iterator, Sequence

from foundation.imports.errors import Unreadable
from foundation.imports.read import Line
from outcomes.parsing.headings import measure_of
from outcomes.parsing.periods import year_of

# How far down a header is looked for, below titles, and over how many lines.
HEADER_WITHIN, HEADER_LINES = 40, 4


def blocks(top: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    """Yield the lines that a header could be, each block with where it begins."""
    for first in range(min(len(top), HEADER_WITHIN)):
        for depth in range(1, HEADER_LINES + 1):
            block = top[first : first + depth]
            if len(block) < depth or any(_is_data(line) for line in block):
                break
            if not _names_measures(top[first + depth : first + depth + 1]):  # else it goes on
                yield first, block


def ending_at(top: Sequence[Line], told: int) -> Iterator[tuple[int, Sequence[Line]]]:
    """Yield the blocks that end at a line, the line alone first."""
    last = top.index(line_at(top, told))
    for first in range(last, max(last - HEADER_LINES, -1), -1):
        if first < last and _is_data(top[first]):
            break
        yield first, top[first : last + 1]


def line_at(top: Sequence[Line], number: int) -> Line:
    """Return the line of the file with that number.

    Raises:
        Unreadable: when it isn't among the first ones.
    """
    found = next((line for line in top if line.number == number), None)
    if found is None:
        raise Unreadable(
            f"Line {number} is empty or too far down to name the columns. "
            f"Enter a line between {top[0].number} and {top[-1].number}."
        )
    return found


def likeliest(top: Sequence[Line]) -> tuple[str, ...]:
    """Return the first line that is about as wide as the table, below a title of a cell or two."""
    widths = [sum(map(bool, line.cells)) for line in top]
    return next(
        line.cells for line, width in zip(top, widths, strict=True) if width * 2 >= max(widths)
    )


def _is_data(line: Line) -> bool:
    """Return whether a line has a number that is no year; twelve months by number are no data."""
    numbers = [cell for cell in line.cells if cell.replace(",", "").isdigit()]
    return any(year_of(cell) is None for cell in numbers) and not are_months(numbers)


def _names_measures(lines: Sequence[Line]) -> bool:
    """Return whether a line names two measures or more, as only a header does."""
    return any(sum(bool(measure_of(name)) for name in line.cells) > 1 for line in lines)


def are_months(names: Sequence[str]) -> bool:
    """Return whether the numbers among names are the twelve months."""
    found = [int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 3]
    return found == list(range(1, 13))


def joined(block: Sequence[Line]) -> list[tuple[str, ...]]:
    """Return how the lines of a header read together: as they are, and with merged cells spread."""
    if len(block) == 1:
        return [block[0].cells]
    width = max(len(line.cells) for line in block)
    rows = [(*line.cells, *[""] * (width - len(line.cells))) for line in block]
    wide = [spread(row) for row in rows[:-1]]
    return [
        tuple(_name(parts) for parts in zip(*rows, strict=True)),
        tuple(_name(parts) for parts in zip(*wide, rows[-1], strict=True)),
    ]


def _name(parts: Sequence[str]) -> str:
    """Return the parts of a name as one; a cell merged over lines says the same on each."""
    return " ".join(part for at, part in enumerate(parts) if part and part not in parts[:at])


def spread(row: Sequence[str]) -> tuple[str, ...]:
    """Return a row whose empty cells say what the one before them says, as merged cells do."""
    found, last = [], ""
    for cell in row:
        last = cell or last
        found.append(last)
    return tuple(found)
