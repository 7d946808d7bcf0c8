"""Write an export: a part file that grows step by step, then the stored file.

The part has lines of CSV, or rows of the workbook's sheet: the last step only packs it. The row
says how many bytes of the part are valid. What a failed step wrote is cut off by the next step, so
rows are never duplicated; a missing part file (another machine, a cleaned disk) ends the export.
"""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from foundation.exports.enums import Format
from foundation.exports.registry import Cell
from foundation.files import cells, store

# Excel reads a CSV file as UTF-8 only when it starts with this mark.
MARK = b"\xef\xbb\xbf"
MAX_CELL = 32_767
# Characters that XML cannot represent; a line break pasted from a word processor is one of them.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SHEET = "xl/worksheets/sheet1.xml"
SHEET_BEGINS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_ENDS = b"</sheetData></worksheet>"


def plain(cell: Cell, kind: Format) -> str:
    """Return a cell as text that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    return cells.guard(cell, separated=kind == Format.CSV)[:MAX_CELL]


def append(name: str, rows: Iterable[Sequence[Cell]], *, kind: Format, at: int) -> int:
    """Write rows after the valid bytes of the part file; return the new number of bytes.

    Arguments:
        name: the export's name, used as a file name.
        rows: the cells of each row.
        kind: the format of the final file.
        at: the number of valid bytes in the part so far.

    Raises:
        NoRoom: when the disk is full.
        FileNotFoundError: when the part file is missing.
    """
    texts = ([plain(cell, kind) for cell in row] for row in rows)
    lines = _sheet_rows(texts) if kind == Format.XLSX else _csv_lines(texts)
    with store.writing(), _part(name).open("r+b" if at else "wb") as part:
        part.truncate(at)
        part.seek(at)
        part.write(lines.encode())
        return part.tell()


def finish(name: str, kind: Format) -> store.Written:
    """Make the stored file from the part file.

    The part is kept in case the step's transaction fails and is repeated; it is cleaned up later.

    Raises:
        NoRoom: when the disk is full.
    """
    part = _part(name)
    with store.writing(), tempfile.TemporaryFile(dir=store.incoming()) as made:
        whole = cast("BinaryIO", made)
        make = _as_workbook if kind == Format.XLSX else _as_text
        make(part, whole)
        return store.write(whole)


def forget(name: str) -> None:
    """Remove the part file, if there is one and the disk allows it; else it is cleaned up later."""
    with suppress(OSError):
        _part(name).unlink(missing_ok=True)


def _part(name: str) -> Path:
    return store.incoming() / f"export-{name}"


def _csv_lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _sheet_rows(rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"<row>{''.join(map(_sheet_cell, row))}</row>" for row in rows)


def _sheet_cell(text: str) -> str:
    # An empty cell is written too, because cells do not name their column.
    if not text:
        return "<c/>"
    told = escape(NOT_IN_XML.sub(" ", text))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def _as_text(part: Path, whole: BinaryIO) -> None:
    whole.write(MARK)
    with part.open("rb") as rows:
        shutil.copyfileobj(rows, whole, store.CHUNK)


def _as_workbook(part: Path, whole: BinaryIO) -> None:
    """Write the rows into a workbook that openpyxl makes, in place of its empty sheet."""
    empty = io.BytesIO()
    book = Workbook()
    book.worksheets[0].title = "Export"
    book.save(empty)
    sheet = ZipInfo(SHEET)
    sheet.compress_type = ZIP_DEFLATED
    # Set beforehand, so that a sheet over 2 GiB gets the longer header it needs.
    sheet.file_size = part.stat().st_size + len(SHEET_BEGINS) + len(SHEET_ENDS)
    with ZipFile(empty) as frame, ZipFile(whole, "w", ZIP_DEFLATED) as made:
        for name in frame.namelist():
            if name != SHEET:
                made.writestr(name, frame.read(name))
        with made.open(sheet, "w") as to, part.open("rb") as rows:
            to.write(SHEET_BEGINS)
            shutil.copyfileobj(rows, to, store.CHUNK)
            to.write(SHEET_ENDS)
