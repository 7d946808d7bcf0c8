"""Read the rows of a workbook, as Excel writes it (.xlsx) or as OpenDocument has it (.ods).

What a sheet says of its own size is not believed. Cells that are merged down say the same on each line,
and an error is text such as ``#N/A``, for its line to be refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from foundation.imports.errors import Unreadable

MAX_COLUMNS = 80
# A sheet of Excel's has no more; a file that says otherwise is not read further.
MAX_LINES = 1_048_576
UNCALCULATED = "#FORMULA!"
STRICT = b"http://purl.oclc.org/ooxml/"
HEAD, CHUNK = 65_536, 262_144
# What "Strict Open XML" calls its parts, and what every other program calls them.
USUAL = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
BROKEN = (InvalidFileException, BadZipFile, KeyError, ValueError, OSError, ET.ParseError, TypeError)
NAMESPACE = re.compile(r"\{[^}]*\}")

ALL_HIDDEN = "Every sheet in this workbook is hidden. Unhide the one you want to import."

Cells = list[Any]


def excel(file: BinaryIO) -> Iterator[Cells]:
    """Yield the rows of the first sheet that is shown and not empty.

    Raises:
        Unreadable: when the file is damaged, or every sheet is hidden.
    """
    with SpooledTemporaryFile(max_size=CHUNK) as usual:
        given = _usual(file, cast("BinaryIO", usual))
        try:
            book = load_workbook(given, read_only=True, data_only=True)
        except BROKEN as error:
            raise Unreadable from error
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not sheets:
                raise Unreadable(ALL_HIDDEN)
            for sheet in sheets:
                some = False
                for row in _rows(sheet, given):
                    some = some or any(value is not None for value in row)
                    yield row
                if some:
                    return
        except BROKEN as error:
            raise Unreadable from error
        finally:
            book.close()


def open_document(file: BinaryIO) -> Iterator[Cells]:
    """Yield the rows of an OpenDocument spreadsheet's first table that is shown and not empty.

    Raises:
        Unreadable: when the file is damaged, or every table is hidden.
    """
    try:
        with ZipFile(file) as archive, archive.open("content.xml") as content:
            yield from _first_table(ET.iterparse(content, events=("start", "end")))  # noqa: S314 -- a document type was refused when it was received
    except BROKEN as error:
        raise Unreadable from error


def _usual(file: BinaryIO, made: BinaryIO) -> BinaryIO:
    """Return the workbook with the usual names, where it has those of "Strict Open XML"; else itself."""
    try:
        with ZipFile(file) as archive:
            if STRICT not in archive.read("xl/workbook.xml")[:HEAD]:
                return file
            with ZipFile(made, "w", ZIP_DEFLATED) as copy:
                for name in archive.namelist():
                    with archive.open(name) as old, copy.open(name, "w") as new:
                        head = old.read(HEAD)
                        for strict, usual in USUAL:
                            head = head.replace(strict, usual)
                        new.write(head)
                        while piece := old.read(CHUNK):
                            new.write(piece)
    except BROKEN as error:
        raise Unreadable from error
    return made


def _rows(sheet: Any, file: BinaryIO) -> Iterator[Cells]:
    with ZipFile(file) as archive:
        path = sheet._worksheet_path  # noqa: SLF001 -- openpyxl tells nobody where merged cells are when it streams
        with archive.open(path) as part:
            merged, uncalculated = _notes(part)
    sheet.reset_dimensions()
    carried: dict[int, tuple[int, Any]] = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MAX_LINES:
            return
        cells = list(row[:MAX_COLUMNS])
        for column in uncalculated.get(number, ()):
            _put(cells, column, UNCALCULATED)
        for column, last in merged.get(number, {}).items():
            carried[column] = (last, cells[column] if column < len(cells) else None)
        for column, (last, value) in list(carried.items()):
            if number > last:
                del carried[column]
            else:
                _put(cells, column, value)
        yield cells


def _notes(part: Any) -> tuple[Mapping[int, Mapping[int, int]], Mapping[int, list[int]]]:
    """Return where cells are merged down (row → column → last row), and formulas without a result."""
    merged: dict[int, dict[int, int]] = {}
    uncalculated: dict[int, list[int]] = {}
    for _, element in ET.iterparse(part):  # noqa: S314 -- openpyxl reads the same part alike; expat bounds entities
        name = NAMESPACE.sub("", element.tag)
        if name == "c":
            below = {NAMESPACE.sub("", child.tag): child.text for child in element}
            is_text = "is" in below or element.get("t") == "str"
            if "f" in below and below.get("v") is None and not is_text and "r" in element.attrib:
                row, column = coordinate_to_tuple(element.attrib["r"])
                uncalculated.setdefault(row, []).append(column - 1)
        elif name == "row":
            element.clear()
        elif name == "mergeCell":
            left, top, _, bottom = (edge or 1 for edge in range_boundaries(element.attrib["ref"]))
            if bottom > top and left <= MAX_COLUMNS:
                merged.setdefault(top, {})[left - 1] = bottom
    return merged, uncalculated


def _put(cells: Cells, column: int, value: Any) -> None:
    if column < MAX_COLUMNS:
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value


def _first_table(events: Iterable[tuple[str, ET.Element]]) -> Iterator[Cells]:
    carried: dict[int, tuple[int, Any]] = {}
    number, some = 0, False
    for element in _shown(events):
        if element is None:
            if some:
                return
            carried.clear()
            number = 0
            continue
        row = _open_row(element, number + 1, carried)
        filled = any(value is not None for value in row)
        some = some or filled
        # Empty rows are repeated to the end of the sheet.
        times = _times(element, "number-rows-repeated")
        for _ in range(times if filled else 1):
            yield list(row)
        number += times
        for _ in range(min(times - 1, 1000) if not filled else 0):
            yield []
        if number > MAX_LINES:
            return


def _shown(events: Iterable[tuple[str, ET.Element]]) -> Iterator[ET.Element | None]:
    """Yield the rows of the tables that are shown, and None after each table.

    Raises:
        Unreadable: when every table is hidden.
    """
    # A table is hidden by its style, which is declared before it.
    hiding: set[str] = set()
    hidden, shown = False, 0
    for event, element in events:
        name = NAMESPACE.sub("", element.tag)
        if event == "start":
            if name == "table":
                hidden = _said(element, "style-name") in hiding
                shown += not hidden
        elif name == "style" and _is_hiding(element):
            hiding.add(_said(element, "name"))
        elif name == "table-row":
            if not hidden:
                yield element
            element.clear()
        elif name == "table":
            yield None
    if not shown:
        raise Unreadable(ALL_HIDDEN)


def _is_hiding(style: ET.Element) -> bool:
    """Return whether a style hides the tables that have it."""
    return any(
        NAMESPACE.sub("", each.tag) == "table-properties" and _said(each, "display") == "false"
        for each in style
    )


def _open_row(element: ET.Element, number: int, carried: dict[int, tuple[int, Any]]) -> Cells:
    cells: Cells = []
    for cell in element:
        name = NAMESPACE.sub("", cell.tag)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        value = _open_cell(cell) if name == "table-cell" else None
        down = _times(cell, "number-rows-spanned")
        if down > 1:
            carried[len(cells)] = (number + down - 1, value)
        times = _times(cell, "number-columns-repeated")
        cells.extend([value] * min(times, MAX_COLUMNS - len(cells)))
    for column, (last, value) in list(carried.items()):
        if number > last:
            del carried[column]
        else:
            _put(cells, column, value)
    return cells


def _open_cell(cell: ET.Element) -> Any:
    told = {NAMESPACE.sub("", key): value for key, value in cell.attrib.items()}
    shown = "\n".join(_words(each) for each in cell if each.tag.endswith("}p"))
    kind = told.get("value-type", "")
    if kind == "date":
        return told.get("date-value", shown)
    if kind in {"float", "currency"} and not shown.startswith(("#", "Err:")):
        value = float(told.get("value", "0"))
        return int(value) if value.is_integer() else value
    return shown or None


def _words(element: ET.Element) -> str:
    """Return a paragraph's text; notes that hang on it are left out."""
    text = element.text or ""
    for child in element:
        name = NAMESPACE.sub("", child.tag)
        if name == "s":
            text += " " * min(_times(child, "c"), 1000)
        elif name in {"tab", "line-break"}:
            text += "\t" if name == "tab" else "\n"
        elif name != "annotation":
            text += _words(child)
        text += child.tail or ""
    return text


def _times(element: ET.Element, name: str) -> int:
    return max(int(_said(element, name) or "1"), 1)


def _said(element: ET.Element, name: str) -> str:
    """Return an attribute, whatever its namespace; empty if it isn't there."""
    return next((v for key, v in element.attrib.items() if NAMESPACE.sub("", key) == name), "")
