"""Reading a spreadsheet: one table with a header, as text, whatever program wrote it."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from foundation.files import cells
from foundation.files.enums import MediaType
from foundation.imports.errors import Unreadable

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 2_000, 60, 10_000
DELIMITERS = ",;\t|"
READABLE = (MediaType.CSV, MediaType.TEXT, MediaType.EXCEL)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: where it stands in the file, counted as the program shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and what is below it; empty rows are left out."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]


def table(file: BinaryIO, kind: str) -> Table:
    """Read the whole table.

    Arguments:
        file: open at its beginning or not.
        kind: its type, as its content says.

    Raises:
        Unreadable: with what is wrong with the file as a whole and what to do about it.
    """
    file.seek(0)
    rows = _workbook(file) if kind == MediaType.EXCEL else _text(file)
    filled = ((at, row) for at, row in enumerate(rows, start=1) if any(row))
    first = next(filled, None)
    if first is None:
        raise Unreadable("This spreadsheet is empty. Fill in the template, then upload it again.")
    header = _header(first[1])
    lines = tuple(_line(at, row, header) for at, row in islice(filled, MAX_ROWS + 1))
    if not lines:
        raise Unreadable(
            "This spreadsheet has a header row but no data. Add a row, then upload it again."
        )
    if len(lines) > MAX_ROWS:
        raise Unreadable(
            f"This file has more than {MAX_ROWS:,} rows. Split it, then upload each part."
        )
    return Table(header, lines)


def _header(row: tuple[str, ...]) -> tuple[str, ...]:
    names = row
    while names and not names[-1]:
        names = names[:-1]
    if len(names) > MAX_COLUMNS:
        raise Unreadable(
            f"This file has more than {MAX_COLUMNS} columns. Delete the ones you don't need."
        )
    blank = next((at for at, name in enumerate(names, start=1) if not name), None)
    if blank:
        raise Unreadable(f"Column {blank} has no heading. Name every column in the first row.")
    folded = [name.casefold() for name in names]
    twice = next((name for name in names if folded.count(name.casefold()) > 1), None)
    if twice:
        raise Unreadable(f"Two columns have the same name, “{twice}”. Rename one of them.")
    return names


def _line(at: int, row: tuple[str, ...], header: tuple[str, ...]) -> Line:
    beyond = [cell for cell in row[len(header) :] if cell]
    if beyond:
        raise Unreadable(
            f"Line {at} has more cells than the header row. If a cell contains a comma, put quotation marks around it."
        )
    return Line(at, (*row, *[""] * (len(header) - len(row)))[: len(header)])


def _text(file: BinaryIO) -> Iterator[tuple[str, ...]]:
    content = file.read()
    if b"\x00" in content:
        raise Unreadable("This file contains characters that aren't text. Save it as CSV (UTF-8).")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel on Windows writes when it is not told otherwise.
        text = content.decode("cp1252", errors="replace")
    sample = text[:10_000].splitlines()[:1]
    first = sample[0] if sample else ""
    delimiter = max(DELIMITERS, key=first.count) if first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield _clean(row, separated=True)
    except csv.Error as error:
        raise Unreadable(
            f"Line {reader.line_num} can't be read because a quotation mark isn't closed. Fix it, then upload it again."
        ) from error


def _workbook(file: BinaryIO) -> Iterator[tuple[str, ...]]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable from error
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise Unreadable(
                "Every sheet in this workbook is hidden. Unhide the one you want to import."
            )
        for row in sheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS + 20):
            yield _clean(row, separated=False)
    finally:
        book.close()


def _clean(row: Iterable[Any], *, separated: bool) -> tuple[str, ...]:
    return tuple(_cell(value, separated=separated) for value in row)


def _cell(value: Any, *, separated: bool) -> str:
    """Return a cell as text: days as 2026-11-20, whole numbers without a point, odd spaces folded.

    The apostrophe that an export puts before a sign is taken away again.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = cells.unguard(str(value), separated=separated)
    text = text.replace("\u00a0", " ").replace("\u200b", "").replace("\r\n", "\n")
    return text.strip()[:MAX_CELL]
