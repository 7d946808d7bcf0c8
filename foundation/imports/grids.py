"""What every kind of workbook has: a grid of cells that is read so far, and cells merged down."""

import re
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import BadZipFile

from foundation.imports.errors import Unreadable

MAX_COLUMNS = 80
# A sheet of Excel's has no more; a file that says otherwise is not read further.
MAX_LINES = 1_048_576
BROKEN = (BadZipFile, KeyError, ValueError, OSError, ET.ParseError, TypeError)
# Raised digits are a footnote's, as are the signs between them.
RAISED = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", ",() "
)
NAMESPACE = re.compile(r"\{[^}]*\}")
ALL_HIDDEN = "Every sheet in this workbook is hidden. Unhide the one you want to import."

Cells = list[Any]


class Merged(NamedTuple):
    """A cell that is merged over several rows; each of them has its value."""

    value: Any


def within(row: Cells, number: int) -> Cells:
    """Return a row's cells up to the last column that is read.

    Raises:
        Unreadable: when there are more.
    """
    for at, value in enumerate(row[MAX_COLUMNS:], start=MAX_COLUMNS + 1):
        if value is not None and str(value).strip():
            raise Unreadable(
                f"Cell {_letters(at)}{number} is beyond column {MAX_COLUMNS}, the last one we read. "
                "Delete the columns you don't need, or split the sheet, then upload it again."
            )
    return row[:MAX_COLUMNS]


def _letters(number: int) -> str:
    """Return a column's letters, such as CC for 81."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def put(cells: Cells, column: int, value: Any) -> None:
    """Set a cell of a row that may be shorter."""
    if column < MAX_COLUMNS:
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value


def said(element: ET.Element, name: str) -> str:
    """Return an element's attribute, whatever its namespace; empty if it isn't there."""
    return next((v for key, v in element.attrib.items() if NAMESPACE.sub("", key) == name), "")
