"""Find the table in a file: its header over several lines, and the rows below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from foundation.imports.errors import Unreadable
from foundation.imports.read import Line
from outcomes.enums import Measure
from outcomes.parsing.headings import CLEARED, Column, column_of, from_mapping, measure_of
from outcomes.parsing.periods import year_of
from outcomes.parsing.places import fold

# How far down a header is looked for, below titles, and over how many lines.
HEADER_WITHIN, HEADER_LINES = 40, 4
IGNORED = Column("ignore")
NO_HEADER = (
    "We couldn't find the row that names the columns. "
    "The file needs one with the agency, the year, and at least one count."
)


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and what each holds.

    Attributes:
        first: where it begins among the lines.
        last: where it ends among the lines.
        line: of the file, where it ends.
        names: of the columns.
        columns: what each holds.
        titles: the lines above it.
        first_of: role → where the first column with it is.
    """

    first: int
    last: int
    line: int
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    first_of: Mapping[str, int]

    @property
    def folded(self) -> tuple[str, ...]:
        """The names as they are compared."""
        return tuple(fold(name) for name in self.names)

    def places(self, role: str) -> list[int]:
        """Return where the columns with a role are."""
        return [at for at, column in enumerate(self.columns) if column.role == role]

    def place(self, role: str) -> int | None:
        """Return where the column with a role is, if there is one."""
        return self.first_of.get(role)


def header_of(top: Sequence[Line], mapping: Mapping[str, str]) -> Header:
    """Find the header among the first lines of a file.

    Arguments:
        top: the first lines that aren't empty.
        mapping: folded heading → what a person said its column holds.

    Raises:
        Unreadable: when no line names columns.
    """
    best: tuple[int, tuple[str, ...], int, int] | None = None
    for first in range(min(len(top), HEADER_WITHIN)):
        for depth in range(1, HEADER_LINES + 1):
            block = top[first : first + depth]
            if len(block) < depth or (depth > 1 and any(_is_data(line) for line in block)):
                break
            if depth == 1 and _is_data(block[0]):
                break
            for names in _joined(block):
                score = _score(names, mapping)
                if best is None or score > best[0]:
                    best = (score, names, first, first + depth - 1)
    if best is None or best[0] < 2:
        raise Unreadable(NO_HEADER)
    _, names, first, last = best
    titles = tuple(" ".join(filter(None, line.cells)) for line in top[:first])
    columns = _columns(names, mapping)
    first_of = {column.role: at for at, column in reversed(list(enumerate(columns)))}
    return Header(first, last, top[last].number, names, columns, titles, first_of)


def _is_data(line: Line) -> bool:
    """Return whether a line has a number that is no year."""
    return any(cell.replace(",", "").isdigit() and year_of(cell) is None for cell in line.cells)


def _joined(block: Sequence[Line]) -> list[tuple[str, ...]]:
    """Return how the lines of a header read together: as they are, and with merged cells spread."""
    if len(block) == 1:
        return [block[0].cells]
    width = max(len(line.cells) for line in block)
    rows = [(*line.cells, *[""] * (width - len(line.cells))) for line in block]
    spread = [_spread(row) for row in rows[:-1]]
    return [
        tuple(" ".join(filter(None, parts)) for parts in zip(*rows, strict=True)),
        tuple(" ".join(filter(None, parts)) for parts in zip(*spread, rows[-1], strict=True)),
    ]


def _spread(row: Sequence[str]) -> tuple[str, ...]:
    found, last = [], ""
    for cell in row:
        last = cell or last
        found.append(last)
    return tuple(found)


def _score(names: Sequence[str], mapping: Mapping[str, str]) -> int:
    """Return how many columns have a name that says something nobody else says."""
    found = {column for column in _columns(names, mapping) if column.role not in {"", "ignore"}}
    kinds = {column.role for column in found}
    has_place = kinds & {"ori", "agency", "city", "jurisdiction", "county", "state"}
    has_counts = kinds & {"count", "value"}
    return len(found) + (2 if has_place and has_counts else 0)


def _columns(names: Sequence[str], mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """Return what each column holds; of two that hold the same, the first does."""
    found: list[Column] = []
    for name in names:
        said = mapping.get(fold(name))
        column = from_mapping(name, said) if said else column_of(name) or Column()
        is_twice = column.role != "" and column in found and column.role != "ignore"
        found.append(IGNORED if is_twice else column)
    return tuple(_settled(found))


def _settled(columns: list[Column]) -> list[Column]:
    """Say what columns mean whose names depend on the others.

    A "total" counts only where nothing else does; "cleared" is of the one measure that can be cleared.
    """
    if any(column.role == "measure" for column in columns):
        return columns
    measures = {column.measure for column in columns if column.role == "count"}
    clearable = [CLEARED[Measure(name)] for name in measures if name in CLEARED]
    of_one = clearable[0] if len(clearable) == 1 else ""
    found = []
    for column in columns:
        if column.role == "cleared":
            found.append(replace(column, role="count", measure=of_one) if of_one else IGNORED)
        elif column.role == "value" and measures:
            found.append(IGNORED)
        else:
            found.append(column)
    return found


def measure_in(texts: Sequence[str]) -> str:
    """Return the one measure that titles or a file's name mention, or ""."""
    found = set()
    for text in texts:
        words = fold(text).split()
        for size in (4, 3, 2, 1):
            for at in range(len(words) - size + 1):
                if measure := measure_of(" ".join(words[at : at + size])):
                    found.add(measure)
    return found.pop() if len(found) == 1 else ""
