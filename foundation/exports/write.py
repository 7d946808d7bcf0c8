"""Write an export: a part file that grows step by step, then the stored file.

The part has lines of CSV, or rows of the workbook's sheet: the last step only packs it, with the files that go with it. The row
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
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from foundation.exports.enums import Format
from foundation.exports.registry import Cell, Packed
from foundation.files import cells, store

# Excel reads a CSV file as UTF-8 only when it starts with this mark.
MARK = b"\xef\xbb\xbf"
MAX_CELL = 32_767
# The rows in a ZIP file, which say what its other files are.
LIST = "list.csv"
# Characters that XML cannot represent; a line break pasted from a word processor is one of them.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SHEET = "xl/worksheets/sheet1.xml"
SHEET_BEGINS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    # The header stays in view while the rows are scrolled.
    b'<sheetViews><sheetView workbookViewId="0">'
    b'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    b"</sheetView></sheetViews>"
)
ROWS_BEGIN = b"<sheetData>"
SHEET_ENDS = b"</sheetData></worksheet>"
# The places of these in the book's list of formats: see ``_frame``.
DAY, MOMENT, HEADING = 1, 2, 3
DAY_WRITTEN, MOMENT_WRITTEN = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
# Columns are as wide as what the first rows say, in characters.
MEASURED, NARROWEST, WIDEST = 128 * 1024, 8, 60
ROW = re.compile(r"<row>(.*?)</row>", re.DOTALL)
SHEET_CELL = re.compile(r"<c[^>]*?(?:/>|>(.*?)</c>)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def plain(cell: Cell, kind: Format) -> str:
    """Return a cell as text that no spreadsheet takes for a formula; numbers stay as they are."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        if cell.tzinfo:
            raise ValueError("A cell tells what a clock shows, without its zone: see moment_of().")
        return f"{cell:%Y-%m-%d %H:%M}"
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
    lines = _sheet_rows(rows, has_header=at == 0) if kind == Format.XLSX else _csv_lines(rows)
    with store.writing(), _part(name).open("r+b" if at else "wb") as part:
        part.truncate(at)
        part.seek(at)
        part.write(lines.encode())
        return part.tell()


def finish(name: str, kind: Format, files: Iterable[Packed] = ()) -> store.Written:
    """Make the stored file from the part file.

    The part is kept in case the step's transaction fails and is repeated; it is cleaned up later.

    Arguments:
        files: that go into a ZIP file with the rows.

    Raises:
        NoRoom: when the disk is full.
        FileNotFoundError: when the disk has lost one of the files.
    """
    part = _part(name)
    with store.writing(), tempfile.TemporaryFile(dir=store.incoming()) as made:
        whole = cast("BinaryIO", made)
        match kind:
            case Format.ZIP:
                _as_package(part, whole, files)
            case Format.XLSX:
                _as_workbook(part, whole)
            case Format.CSV:
                _as_text(part, whole)
        return store.write(whole)


def forget(name: str) -> None:
    """Remove the part file, if there is one and the disk allows it; else it is cleaned up later."""
    with suppress(OSError):
        _part(name).unlink(missing_ok=True)


def _part(name: str) -> Path:
    return store.incoming() / f"export-{name}"


def _csv_lines(rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([plain(cell, Format.CSV) for cell in row] for row in rows)
    return text.getvalue()


def _sheet_rows(rows: Iterable[Sequence[Cell]], *, has_header: bool) -> str:
    told = []
    for number, row in enumerate(rows):
        style = HEADING if has_header and number == 0 else 0
        told.append(f"<row>{''.join(_sheet_cell(cell, style) for cell in row)}</row>")
    return "".join(told)


def _sheet_cell(cell: Cell, style: int) -> str:
    """Return a cell as what it is: a day, a moment, a number, else text."""
    if isinstance(cell, date):  # a moment is a day as well
        from openpyxl.utils.datetime import to_excel  # 8 MB, which most processes never need

        style = MOMENT if isinstance(cell, datetime) else DAY
        serial = to_excel(cell)  # type: ignore[no-untyped-call]  # -- types-openpyxl leaves it out
        return f'<c s="{style}"><v>{serial}</v></c>'
    if isinstance(cell, int | float):
        return f"<c><v>{cell}</v></c>"
    text = plain(cell, Format.XLSX)
    # An empty cell keeps its place: no cell says which column it is in.
    if not text:
        return "<c/>"
    told = escape(NOT_IN_XML.sub(" ", text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def _columns(part: Path) -> bytes:
    """Return the widths of the columns, measured on the first rows."""
    widths: dict[int, int] = {}
    with part.open("rb") as rows:
        head = rows.read(MEASURED).decode(errors="ignore")
    for row in ROW.finditer(head):
        for at, cell in enumerate(SHEET_CELL.finditer(row[1])):
            moment = len(MOMENT_WRITTEN) if f's="{MOMENT}"' in cell[0] else 0
            day = len(DAY_WRITTEN) if f's="{DAY}"' in cell[0] else 0
            shown = moment or day or len(TAG.sub("", cell[1] or ""))
            widths[at] = max(widths.get(at, NARROWEST), shown)
    columns = "".join(
        f'<col min="{at + 1}" max="{at + 1}" width="{min(width, WIDEST) + 2}" customWidth="1"/>'
        for at, width in sorted(widths.items())
    )
    return f"<cols>{columns}</cols>".encode() if columns else b""


def _as_text(part: Path, whole: BinaryIO) -> None:
    whole.write(MARK)
    with part.open("rb") as rows:
        shutil.copyfileobj(rows, whole, store.CHUNK)


def _as_package(part: Path, whole: BinaryIO, files: Iterable[Packed]) -> None:
    """Put the rows as text and the files that go with them into one ZIP file."""
    with ZipFile(whole, "w", ZIP_DEFLATED) as made:
        with made.open(LIST, "w") as to:
            _as_text(part, cast("BinaryIO", to))
        for file in files:
            with store.read(file.content) as content, made.open(file.path, "w") as to:
                shutil.copyfileobj(content, to, store.CHUNK)


def _as_workbook(part: Path, whole: BinaryIO) -> None:
    """Put the rows into a book that openpyxl makes, in place of its own sheet."""
    begins = SHEET_BEGINS + _columns(part) + ROWS_BEGIN
    sheet = ZipInfo(SHEET)
    sheet.compress_type = ZIP_DEFLATED
    # Told beforehand, so that a sheet beyond 2 GiB gets the longer header it needs.
    sheet.file_size = part.stat().st_size + len(begins) + len(SHEET_ENDS)
    with ZipFile(_frame()) as frame, ZipFile(whole, "w", ZIP_DEFLATED) as made:
        for name in frame.namelist():
            if name != SHEET:
                made.writestr(name, frame.read(name))
        with made.open(sheet, "w") as to, part.open("rb") as rows:
            to.write(begins)
            shutil.copyfileobj(rows, to, store.CHUNK)
            to.write(SHEET_ENDS)


def _frame() -> BinaryIO:
    """Return a book whose formats are, in this order: plain, a day, a moment, a heading."""
    from openpyxl import Workbook  # as above
    from openpyxl.styles import Font

    made = io.BytesIO()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Export"
    # A format gets its place in the list when a cell first has it.
    sheet.cell(1, DAY).number_format = DAY_WRITTEN
    sheet.cell(1, MOMENT).number_format = MOMENT_WRITTEN
    sheet.cell(1, HEADING).font = Font(bold=True)
    book.save(made)
    return made
