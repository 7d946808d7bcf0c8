"""Read the rows of a workbook as Excel writes it (.xlsx).

What a sheet says of its own size is not believed. Cells that are merged down say the same on each line,
and an error is text such as ``#N/A``, for its line to be refused.
"""

from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from foundation.imports import formats, grids, open_documents
from foundation.imports.errors import Unreadable
from foundation.imports.grids import (
    ALL_HIDDEN,
    MAX_COLUMNS,
    MAX_LINES,
    NAMESPACE,
    RAISED,
    Cells,
    Merged,
    put,
    said,
    within,
)

UNCALCULATED = "#FORMULA!"
STRICT = b"http://purl.oclc.org/ooxml/"
HEAD, CHUNK = 65_536, 262_144
# What "Strict Open XML" calls its parts, and what every other program calls them.
USUAL = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
BROKEN = (*grids.BROKEN, InvalidFileException)


def excel(file: BinaryIO) -> Iterator[Cells]:
    """Yield the rows of the first sheet that is shown and not empty.

    Raises:
        Unreadable: when the file is damaged, or every sheet is hidden.
    """
    with SpooledTemporaryFile(max_size=CHUNK) as usual:
        given = _usual(file, cast("BinaryIO", usual))
        try:
            rich = _has_raised(given)
            book = load_workbook(given, read_only=True, data_only=True, rich_text=rich)
        except BROKEN as error:
            raise Unreadable from error
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not sheets:
                raise Unreadable(ALL_HIDDEN)
            for sheet in sheets:
                some = False
                for row in _rows(sheet, given, rich=rich):
                    some = some or any(value is not None for value in row)
                    yield row
                if some:
                    return
        except BROKEN as error:
            raise Unreadable from error
        finally:
            book.close()


def sheets(file: BinaryIO, *, is_excel: bool) -> list[str]:
    """Return the names of the sheets of a workbook that are shown; of OpenDocument's all.

    Raises:
        Unreadable: when the file is damaged.
    """
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            if not is_excel:
                with archive.open("content.xml") as content:
                    return open_documents.table_names(content)
            root = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- a document type was refused when it was received
    except BROKEN as error:
        raise Unreadable from error
    found = [each for each in root.iter() if NAMESPACE.sub("", each.tag) == "sheet"]
    return [said(each, "name") for each in found if (said(each, "state") or "visible") == "visible"]


def _has_raised(file: BinaryIO) -> bool:
    """Return whether a text has raised signs, such as the 1 of a footnote behind a count."""
    try:
        with ZipFile(file) as archive, archive.open("xl/sharedStrings.xml") as part:
            before = b""
            while piece := part.read(CHUNK):
                if b"superscript" in before + piece:
                    return True
                before = piece[-16:]
    except BROKEN:
        pass  # a workbook of numbers has no texts; a damaged one is told when it is read
    return False


def _text(value: Any) -> Any:
    """Return a text with raised digits as the signs for them: 12 with a raised 1 isn't 121."""
    if not isinstance(value, CellRichText):
        return value
    return "".join(
        part
        if isinstance(part, str)
        else part.text.translate(RAISED)
        if part.font.vertAlign == "superscript"
        else part.text
        for part in value
    )


def _telling_formats(book: Any) -> Mapping[int, str]:
    """Return the styles whose format can show something else than the number, and that format."""
    found: dict[int, str] = {}
    own = book._number_formats  # noqa: SLF001 -- a streamed cell names its style by number only
    for style, parts in enumerate(book._cell_styles):  # noqa: SLF001 -- as above
        code = parts.numFmtId
        if code in BUILTIN_FORMATS:
            said = BUILTIN_FORMATS[code]
        elif 0 <= code - BUILTIN_FORMATS_MAX_SIZE < len(own):
            said = own[code - BUILTIN_FORMATS_MAX_SIZE]
        else:
            continue
        if formats.is_telling(said):
            found[style] = said
    return found


def _values(sheet: Any) -> Iterator[Cells]:
    """Yield the values of each row, as they are shown where a format tells more than the number."""
    telling = _telling_formats(sheet.parent)
    if not telling:
        yield from map(list, sheet.iter_rows(values_only=True))
        return
    for row in sheet.iter_rows():
        yield [
            formats.as_shown(cell.value, code)
            if (code := telling.get(getattr(cell, "_style_id", 0)))
            else cell.value
            for cell in row
        ]


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


def _rows(sheet: Any, file: BinaryIO, *, rich: bool) -> Iterator[Cells]:
    with ZipFile(file) as archive:
        path = sheet._worksheet_path  # noqa: SLF001 -- openpyxl tells nobody where merged cells are when it streams
        with archive.open(path) as part:
            merged, instead = _notes(part)
    sheet.reset_dimensions()
    carried: dict[int, tuple[int, Any]] = {}
    for number, row in enumerate(_values(sheet), start=1):
        if number > MAX_LINES:
            return
        cells = within(row, number)
        if rich:
            cells = [_text(value) for value in cells]
        for column, text in instead.get(number, ()):
            put(cells, column, text)
        for column, last in merged.get(number, {}).items():
            carried[column] = (last, cells[column] if column < len(cells) else None)
        for column, (last, value) in list(carried.items()):
            if number > last:
                del carried[column]
            else:
                put(cells, column, Merged(value))
        yield cells


def _notes(
    part: Any,
) -> tuple[Mapping[int, Mapping[int, int]], Mapping[int, list[tuple[int, str]]]]:
    """Return where cells are merged down (row → column → last row), and texts to read instead.

    Those are for formulas without a result, and for texts of the cell's own with raised digits.
    """
    merged: dict[int, dict[int, int]] = {}
    instead: dict[int, list[tuple[int, str]]] = {}
    for _, element in ET.iterparse(part):  # noqa: S314 -- openpyxl reads the same part alike; expat bounds entities
        name = NAMESPACE.sub("", element.tag)
        if name == "c":
            if "r" in element.attrib and (text := _instead(element)):
                row, column = coordinate_to_tuple(element.attrib["r"])
                instead.setdefault(row, []).append((column - 1, text))
        elif name == "row":
            element.clear()
        elif name == "mergeCell":
            left, top, _, bottom = (edge or 1 for edge in range_boundaries(element.attrib["ref"]))
            if bottom > top and left <= MAX_COLUMNS:
                merged.setdefault(top, {})[left - 1] = bottom
    return merged, instead


def _instead(element: ET.Element) -> str:
    """Return the text to read instead of what a cell's element holds, or ""."""
    below = {NAMESPACE.sub("", child.tag): child for child in element}
    if "is" in below:
        return _inline(below["is"]) if len(below["is"]) > 1 else ""
    is_empty = "f" in below and ("v" not in below or below["v"].text is None)
    return UNCALCULATED if is_empty and element.get("t") != "str" else ""


def _inline(text: ET.Element) -> str:
    """Return a cell's own text with raised digits as the signs for them, or "" if none is raised."""
    found, some = "", False
    for run in text:
        parts = {NAMESPACE.sub("", each.tag): each for each in run.iter()}
        said = (parts["t"].text or "") if "t" in parts else ""
        is_raised = "vertAlign" in parts and parts["vertAlign"].get("val") == "superscript"
        some = some or is_raised
        found += said.translate(RAISED) if is_raised else said
    return found if some else ""
