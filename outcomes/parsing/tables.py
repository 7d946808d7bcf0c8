"""Find the table in a file: its header over several lines, and the rows below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from foundation.imports.errors import Unreadable
from foundation.imports.read import Line
from outcomes.enums import Measure
from outcomes.parsing.blocks import (
    are_months,
    blocks,
    ending_at,
    joined,
    likeliest,
    line_at,
    spread,
)
from outcomes.parsing.headings import (
    CLEARED,
    Column,
    column_of,
    from_mapping,
    is_computed,
    keys_of,
    measure_of,
)
from outcomes.parsing.places import OWNERS, fold

IGNORED = Column("ignore")
COUNTS = frozenset({"count", "value", "cleared"})
# What titles count beside a measure, which the portal doesn't tell apart.
NO_MEASURE = frozenset({"shooting", "shootings", "attempted", "attempts", "suicides", "overdoses"})
COUNTED = COUNTS | {"measure"}
NAMING = frozenset({*OWNERS, "state", "year", "month", "period"})
# Of these a table can have several columns.
SEVERAL = COUNTS | {"", "ignore", "breakdown", "bounds"}
# Their columns differ on each row, whatever it says.
ROW_NUMBERS = frozenset(
    {"id", "objectid", "row", "row number", "row id", "no", "index", "line", "rownum", "fid"}
)
NO_HEADER = (
    "We couldn't find the row that names the columns. "
    "The file needs one with the agency, the year, and at least one count."
)


class NoHeader(Unreadable):
    """No line names the columns; a person can say what those of the likeliest one hold.

    Attributes:
        names: of the columns on that line.
    """

    message = NO_HEADER

    def __init__(self, names: Sequence[str], hint: str = "") -> None:
        super().__init__(f"{NO_HEADER} {hint}".strip())
        self.names = tuple(names)


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
        others: where columns are that nobody reads and that could tell rows apart.
        notes: what a person should know about them.
    """

    first: int
    last: int
    line: int
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    first_of: Mapping[str, int]
    others: tuple[int, ...]
    notes: tuple[str, ...]

    @property
    def lacks_measure(self) -> bool:
        """Whether there are counts, and no column says of what."""
        counts = [column for column in self.columns if column.role in COUNTS]
        return self.place("measure") is None and any(not column.measure for column in counts)

    def places(self, role: str) -> list[int]:
        """Return where the columns with a role are."""
        return [at for at, column in enumerate(self.columns) if column.role == role]

    def place(self, role: str) -> int | None:
        """Return where the column with a role is, if there is one."""
        return self.first_of.get(role)


def header_of(top: Sequence[Line], mapping: Mapping[str, str], told: int | None = None) -> Header:
    """Find the header among the first lines of a file.

    Arguments:
        top: the first lines that aren't empty.
        mapping: folded heading → what a person said its column holds.
        told: the line of the file where a person said that the header ends; None lets the names decide.

    Raises:
        NoHeader: when no line names columns.
        Unreadable: when the line a person named isn't among the first ones.
    """
    best: tuple[int, tuple[str, ...], int, int] | None = None
    for first, block in blocks(top) if told is None else ending_at(top, told):
        for names in joined(block):
            score = _score(names, mapping)
            if best is None or score > best[0]:
                best = (score, names, first, first + len(block) - 1)
    if best is None or best[0] < 2:
        raise NoHeader(likeliest(top) if told is None else line_at(top, told).cells)
    _, names, first, last = best
    names = tuple(" ".join(name.split()) for name in names)
    titles = tuple(" ".join(filter(None, line.cells)) for line in top[:first])
    notes: list[str] = []
    columns = _columns(names, mapping)
    columns = _without_rates(columns, top[max(first - 2, 0) : last], mapping, names, notes)
    columns = _without_twins(columns, names, mapping, notes)
    first_of = {column.role: at for at, column in reversed(list(enumerate(columns)))}
    others = _others(columns, names, mapping)
    line = top[last].number
    return Header(first, last, line, names, columns, titles, first_of, others, tuple(notes))


def begins_at(cells: Sequence[str]) -> bool:
    """Return whether a line of a table names the columns of another one."""
    roles = [column_of(name).role for name in cells if name]
    named = {role for role in roles if role}
    is_told = sum(map(bool, roles)) * 2 > len(roles) and len(named) > 1
    return is_told and bool(named & NAMING) and bool(named & COUNTED)


def _without_rates(
    columns: tuple[Column, ...],
    above: Sequence[Line],
    mapping: Mapping[str, str],
    names: Sequence[str],
    notes: list[str],
) -> tuple[Column, ...]:
    """Return the columns without those below a group of rates or percentages."""
    found = list(columns)
    keys = keys_of(names)
    for line in above:
        if sum(map(bool, line.cells)) < 2:  # a title
            continue
        for at, group in enumerate(spread(line.cells)):
            if (
                at < len(found)
                and found[at].role in COUNTS
                and keys[at] not in mapping
                and is_computed(group)
            ):
                found[at] = IGNORED
                notes.append(f"“{names[at]}” below “{group}” isn't a count; not imported.")
    return tuple(found)


def _without_twins(
    columns: tuple[Column, ...],
    names: Sequence[str],
    mapping: Mapping[str, str],
    notes: list[str],
) -> tuple[Column, ...]:
    """Return the columns without counts that two of them claim: a person says which one it is."""
    found, keys = list(columns), keys_of(names)
    places: dict[Column, list[int]] = {}
    for at, column in enumerate(columns):
        if column.role in COUNTS:
            places.setdefault(column, []).append(at)
    for twins in places.values():
        told = [at for at in twins if keys[at] in mapping]
        kept = twins if len(twins) == 1 else told if len(told) == 1 else []
        for at in twins:
            found[at] = columns[at] if at in kept else IGNORED
        if not kept:
            notes.append(
                f"{' and '.join(f'“{names[at]}”' for at in twins)} count the same, so neither is imported. "
                "Say under Change columns what the right one holds."
            )
    return tuple(found)


def _others(
    columns: Sequence[Column], names: Sequence[str], mapping: Mapping[str, str]
) -> tuple[int, ...]:
    """Return where columns are that could tell rows apart though nobody reads them."""
    keys = keys_of(names)
    return tuple(
        at
        for at, column in enumerate(columns)
        if fold(names[at])
        and keys[at] not in ROW_NUMBERS
        and (column.role == "" or mapping.get(keys[at]) == "ignore")
    )


def _score(names: Sequence[str], mapping: Mapping[str, str]) -> int:
    """Return how many columns have a name that says something nobody else says."""
    found = {column for column in _columns(names, mapping) if column.role not in {"", "ignore"}}
    kinds = {column.role for column in found}
    has_place = kinds & {*OWNERS, "state"}
    has_counts = kinds & {"count", "value"}
    return len(found) + (2 if has_place and has_counts else 0)


def _columns(names: Sequence[str], mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """Return what each column holds; of two that name the same place or time, the first does."""
    found: list[Column] = []
    is_by_month = are_months(names)
    for name, key in zip(names, keys_of(names), strict=True):
        said = mapping.get(key)
        column = from_mapping(name, said) if said else column_of(name)
        if is_by_month and not said and name.isdigit():
            column = Column("count", month=int(name))
        is_twice = column.role not in SEVERAL and column in found
        found.append(IGNORED if is_twice else column)
    return tuple(_settled(found))


def _settled(columns: list[Column]) -> list[Column]:
    """Say what columns mean whose names depend on the others.

    A "total" counts only where nothing else does; "cleared" is of the one measure that can be cleared.
    """
    is_wide = any(column.role == "count" and (column.year or column.month) for column in columns)
    if any(column.role == "measure" for column in columns):
        return [IGNORED if is_wide and column.role == "value" else column for column in columns]
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
        if NO_MEASURE & set(words) and Measure.NONFATAL_SHOOTING not in found:
            found.add("")
    return found.pop() if len(found) == 1 else ""
