"""Writing an export: a part file that grows by whole steps, then the file that is kept.

The row says how many bytes of the part count. A step that died half-way is cut off by the next, so rows
are never doubled; a part file that is gone (another machine, a tidied disk) ends the export.
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from openpyxl import Workbook

from foundation.exports.enums import Format
from foundation.exports.registry import Cell
from foundation.files import store
from foundation.files.errors import NoRoom

# A cell that begins so is carried out by a spreadsheet (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel reads a CSV file as UTF-8 only when it begins with this mark.
MARK = b"\xef\xbb\xbf"
LONGEST_CELL = 32_767


def plain(cell: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula; a number stays one."""
    if cell is None:
        return ""
    text = str(cell)
    if isinstance(cell, str) and text.startswith(FORMULA):
        text = f"'{text}"
    return text[:LONGEST_CELL]


def append(name: str, rows: Iterable[Sequence[Cell]], *, at: int) -> int:
    """Write rows behind so many bytes of the part file; returns how many it has then.

    Arguments:
        name: the export's, a file name.
        rows: cells as they come.
        at: where the part ends so far, in bytes.

    Raises:
        NoRoom: when the disk is full.
        FileNotFoundError: when the part is not there any more.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([plain(cell) for cell in row] for row in rows)
    try:
        with _part(name).open("r+b" if at else "wb") as part:
            part.truncate(at)
            part.seek(at)
            part.write(text.getvalue().encode())
            return part.tell()
    except OSError as error:
        if store.is_full(error):
            raise NoRoom from error
        raise


def finish(name: str, kind: Format) -> store.Written:
    """Make the file that is kept out of the part.

    The part stays, for the step to be repeated should its transaction not commit; it is swept up later.
    """
    part = _part(name)
    with tempfile.TemporaryFile(dir=store.incoming()) as made:
        whole = cast("BinaryIO", made)
        make = _as_workbook if kind == Format.XLSX else _as_text
        make(part, whole)
        return store.write(whole)


def forget(name: str) -> None:
    """Remove the part, if there is one."""
    _part(name).unlink(missing_ok=True)


def _part(name: str) -> Path:
    return store.incoming() / f"export-{name}"


def _as_text(part: Path, whole: BinaryIO) -> None:
    whole.write(MARK)
    with part.open("rb") as rows:
        shutil.copyfileobj(rows, whole, store.CHUNK)


def _as_workbook(part: Path, whole: BinaryIO) -> None:
    """Row by row: openpyxl's write-only book keeps none of them in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    with part.open(encoding="utf-8", newline="") as rows:
        for row in csv.reader(rows):
            sheet.append(row)
    book.save(whole)
