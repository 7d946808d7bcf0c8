"""Read the rows of a spreadsheet as OpenDocument has it (.ods)."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from foundation.imports import formats
from foundation.imports.errors import Unreadable
from foundation.imports.grids import (
    ALL_HIDDEN,
    BROKEN,
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


def table_names(content: Any) -> list[str]:
    """Return the names of the tables in a document's content."""
    names: list[str] = []
    for event, element in ET.iterparse(content, events=("start", "end")):  # noqa: S314 -- as above
        if NAMESPACE.sub("", element.tag) == "table" and event == "start":
            names.append(said(element, "name"))
        elif event == "end":
            element.clear()
    return names


def _first_table(events: Iterable[tuple[str, ET.Element]]) -> Iterator[Cells]:
    carried: dict[int, tuple[int, Any]] = {}
    number, some = 0, False
    for element in _shown(_with_raised(events)):
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


def _with_raised(
    events: Iterable[tuple[str, ET.Element]],
) -> Iterator[tuple[str, ET.Element]]:
    """Yield what is read; raised digits are the signs for them by then: 12 with a raised 1 isn't 121."""
    # A text is raised by its style, which is declared before it.
    raising: set[str] = set()
    for event, element in events:
        name = NAMESPACE.sub("", element.tag) if event == "end" else ""
        if name == "style" and _is_raising(element):
            raising.add(said(element, "name"))
        elif name == "span" and said(element, "style-name") in raising:
            element.text = (element.text or "").translate(RAISED)
        yield event, element


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
                hidden = said(element, "style-name") in hiding
                shown += not hidden
        elif name == "style" and _is_hiding(element):
            hiding.add(said(element, "name"))
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
        NAMESPACE.sub("", each.tag) == "table-properties" and said(each, "display") == "false"
        for each in style
    )


def _is_raising(style: ET.Element) -> bool:
    """Return whether a style raises the text that has it, such as the 1 of a footnote behind a count."""
    return any(
        said(each, "text-position").startswith(("super", *"123456789"))
        for each in style
        if NAMESPACE.sub("", each.tag) == "text-properties"
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
        if value is not None and len(cells) + times > MAX_COLUMNS:
            within([*cells, *[value] * min(times, MAX_COLUMNS)], number)
        cells.extend([value] * min(times, MAX_COLUMNS - len(cells)))
    for column, (last, value) in list(carried.items()):
        if number > last:
            del carried[column]
        else:
            put(cells, column, Merged(value))
    return cells


def _open_cell(cell: ET.Element) -> Any:
    told = {NAMESPACE.sub("", key): value for key, value in cell.attrib.items()}
    shown = "\n".join(_words(each) for each in cell if each.tag.endswith("}p"))
    kind = told.get("value-type", "")
    if kind == "date":
        return told.get("date-value", shown)
    if kind in {"float", "currency"} and not shown.startswith(("#", "Err:")):
        value = float(told.get("value", "0"))
        is_written = any(each.tag.endswith("}p") for each in cell)
        is_hidden = is_written and value != 0 and not any(sign.isdigit() for sign in shown)
        if is_hidden or shown.startswith(("<", "\u2264")):
            return shown.strip() or formats.HIDDEN
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
    return max(int(said(element, name) or "1"), 1)
