"""Reading a spreadsheet: one table with a header, as text, whatever program wrote it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO

from foundation.files import cells
from foundation.files.enums import MediaType, SheetType
from foundation.imports import open_documents, texts
from foundation.imports.errors import NotAHeader, Unreadable
from foundation.imports.grids import Merged
from foundation.imports.near import folded

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 2_000, 60, 10_000
# How far down a header is looked for, below titles and notes.
HEADER_WITHIN = 15
# Some programs write midnight a millisecond short, which is the day before.
HALF_A_SECOND = timedelta(seconds=0.5)
READABLE = (MediaType.CSV, MediaType.TEXT, MediaType.EXCEL, SheetType.OPEN)
ERROR = re.compile(r"#(?:[A-Z_]+(?:/0)?[!?]|N/A|GETTING_DATA)|Err:\d{3}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: where it stands in the file, counted as the program shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and what is below it; empty rows are left out.

    Attributes:
        header: the names of its columns.
        lines: the rows below.
        header_line: where the header stands.
        top: the first rows of the file, among which another header can be chosen.
    """

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    header_line: int
    top: tuple[Line, ...]


def table(
    file: BinaryIO, kind: str, *, known: Collection[str] = (), header_line: int | None = None
) -> Table:
    """Read the whole table.

    Arguments:
        file: open at its beginning or not.
        kind: its type, as its content says.
        known: headings by which the header row is recognized.
        header_line: where the header stands, if a person has said so.

    Raises:
        Unreadable: with what is wrong with the file as a whole and what to do about it.
        NotAHeader: when only the row taken for the header is wrong.
    """
    file.seek(0)
    filled = lines(file, kind)
    top = list(islice(filled, HEADER_WITHIN))
    if not top:
        raise Unreadable("This spreadsheet is empty. Fill in the template, then upload it again.")
    at = _header_at(top, known, header_line)
    rest = list(islice(filled, MAX_ROWS + 1))
    if len(top) - at - 1 + len(rest) > MAX_ROWS:
        raise Unreadable(
            f"This file has more than {MAX_ROWS:,} rows. Split it, then upload each part."
        )
    try:
        return _below(top, at, rest)
    except Unreadable as wrong:
        if any(_can_be_header(top, other, rest) for other in range(len(top))):
            raise NotAHeader(str(wrong), line=top[at].number, top=top) from wrong
        raise


def _below(top: Sequence[Line], at: int, rest: Sequence[Line]) -> Table:
    """Return the table whose header is one of the first rows."""
    header = _header(top[at].cells, top[at - 1].cells if at else ())
    found = [*top[at + 1 :], *rest]
    if not found:
        raise Unreadable(
            "This spreadsheet has a header row but no data. Add a row, then upload it again."
        )
    below = tuple(_line(line, header) for line in found)
    return Table(header, below, top[at].number, tuple(top))


def _can_be_header(top: Sequence[Line], at: int, rest: Sequence[Line]) -> bool:
    try:
        _below(top, at, rest)
    except Unreadable:
        return False
    return True


def is_guessed(file: BinaryIO, kind: str) -> bool:
    """Return whether the letters of a text are taken for those of Windows because it isn't UTF-8."""
    return kind not in {MediaType.EXCEL, SheetType.OPEN} and texts.is_guessed(file)


def is_error(cell: str) -> bool:
    """Return whether a cell holds an error of a formula, such as #N/A, and no text."""
    return cell[:1] in {"#", "E"} and ERROR.fullmatch(cell) is not None


def lines(file: BinaryIO, kind: str) -> Iterable[Line]:
    """Yield the rows that aren't empty, as text, whatever there is in them.

    Arguments:
        file: open at its beginning.
        kind: its type, as its content says.

    Raises:
        Unreadable: when the file can't be read.
    """
    from foundation.imports import (
        workbooks,  # it brings openpyxl: 8 MB, which most processes never need
    )

    separated = kind not in {MediaType.EXCEL, SheetType.OPEN}
    rows: Iterable[Sequence[Any]]
    if kind == MediaType.EXCEL:
        rows = workbooks.excel(file)
    elif kind == SheetType.OPEN:
        rows = open_documents.open_document(file)
    else:
        rows = texts.separated(file)
    read = (
        Line(at, tuple(_cell(value, separated=separated) for value in row))
        for at, row in enumerate(rows, start=1)
    )
    return (line for line in read if any(line.cells))


def _header_at(top: Sequence[Line], known: Collection[str], told: int | None) -> int:
    """Return which of the first rows names the columns."""
    if told is not None:
        return next((at for at, line in enumerate(top) if line.number == told), 0)
    names = {_plain(name) for name in known}
    hits = [len({_plain(cell) for cell in line.cells} & names) for line in top]
    if max(hits) >= 2:
        return hits.index(max(hits))
    # No heading is known: the first row that is about as wide as the table, below a title of a cell or two.
    widths = [sum(1 for cell in line.cells if cell) for line in top]
    return next(at for at, width in enumerate(widths) if width * 2 >= max(widths))


def _header(row: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the columns; those that a second row above tells apart have both."""
    names = list(row)
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise Unreadable(
            f"This file has more than {MAX_COLUMNS} columns. Delete the ones you don't need."
        )
    over = _spread(above, len(names))
    names = [
        name or upper for name, upper in zip(names, (*above, *[""] * len(names)), strict=False)
    ]
    blank = next((at for at, name in enumerate(names, start=1) if not name), None)
    if blank:
        raise Unreadable(f"Column {blank} has no heading. Name every column in the header row.")
    twice = _twice(names)
    if twice:
        names = [
            f"{upper} {name}" if upper and _plain(name) in twice else name
            for name, upper in zip(names, over, strict=True)
        ]
    still = _twice(names)
    if still:
        name = next(name for name in names if _plain(name) in still)
        raise Unreadable(f"Two columns have the same name, “{name}”. Rename one of them.")
    return tuple(names)


def _spread(row: tuple[str, ...], width: int) -> list[str]:
    """Return a row whose cells go on to the right until the next begins, as merged headings do."""
    found, last = [], ""
    for cell in (*row, *[""] * width)[:width]:
        last = cell or last
        found.append(last)
    return found


def _twice(names: Sequence[str]) -> set[str]:
    plain = [_plain(name) for name in names]
    return {name for name in plain if plain.count(name) > 1}


def _plain(name: str) -> str:
    """Return a heading as it is compared: "E-mail *" is "email"."""
    return folded(name.replace("-", "")) or name.casefold()


def _line(line: Line, header: tuple[str, ...]) -> Line:
    beyond = [cell for cell in line.cells[len(header) :] if cell]
    if beyond:
        raise Unreadable(
            f"Line {line.number} has more cells than the header row. "
            "If a cell contains a comma, put quotation marks around it."
        )
    return Line(line.number, (*line.cells, *[""] * (len(header) - len(line.cells)))[: len(header)])


class Spanning(str):
    """The text of a cell that is merged over several rows, and so on each of them."""

    __slots__ = ()


def sheets(file: BinaryIO, kind: str) -> list[str]:
    """Return the names of a workbook's sheets; a file of separated values has none.

    Raises:
        Unreadable: when the file is damaged.
    """
    from foundation.imports import workbooks  # as in lines

    if kind not in {MediaType.EXCEL, SheetType.OPEN}:
        return []
    return workbooks.sheets(file, is_excel=kind == MediaType.EXCEL)


def _cell(value: Any, *, separated: bool) -> str:
    """Return a cell as text: days as 2026-11-20, whole numbers without a point, odd spaces folded."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (value + HALF_A_SECOND).date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Merged):
        return Spanning(_cell(value.value, separated=separated))
    return _text(str(value), separated=separated)


@lru_cache(maxsize=16_384)
def _text(said: str, *, separated: bool) -> str:
    """Return a text of a cell without the apostrophe that an export puts before a sign.

    Files repeat most of their cells: they are read, and kept in memory, once.
    """
    text = cells.unguard(said, separated=separated)
    text = text.replace("\u00a0", " ").replace("\u200b", "").replace("\r\n", "\n")
    return text.strip()[:MAX_CELL]
