#!/usr/bin/env bash
# Finding: where one county's cell is merged over two agencies, one reader of OpenDocument tables
# moves the second agency's figures one column to the left, under the wrong headings, without a warning.
# A comment on a figure stops another reader: it takes the comment's author for the number.
#
# The files are written with odfpy as a spreadsheet program writes them: the cells under a merged one are
# <table:covered-table-cell>, a comment is an <office:annotation> inside its cell.
#
# Versions: pyexcel-ods 0.6.0, tablib 3.10.0, pandas 3.1.1 with odfpy 1.4.1,
#           python-calamine 0.9.1 (Python 3.11).
# Guess:    a covered cell is an empty cell for every reader, so each row keeps its columns; a comment is
#           left out or is beside the value.
# Seen:     Nov 28, 2026.
#           1. pyexcel-ods: Riverton's agency is under "County", its 12 homicides under "Agency", and its 7
#              clearances are 7 homicides. The row is one cell shorter, as rows with empty last cells are too.
#           2. tablib keeps the columns, but a comment on a figure is a ValueError for the whole file.
#           3. pandas and calamine keep columns and figures.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  pyexcel-ods==0.6.0 'tablib[ods]==3.10.0' pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1

cat >merged.py <<'PY'
"""Write a table with a merged cell and one with a comment, and read both with four readers."""

import pandas
import pyexcel_ods
import python_calamine
import tablib
from odf.dc import Creator
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P


def cell(value, comment="", **merged):
    """Return a cell with a text or a number, and a comment if there is one."""
    kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
    made = TableCell(**kind, **merged)
    if comment:
        note = Annotation()
        note.addElement(Creator(text="Analyst"))
        note.addElement(P(text=comment))
        made.addElement(note)
    made.addElement(P(text=str(value)))
    return made


def save(name, rows):
    """Save one table."""
    book, table = OpenDocumentSpreadsheet(), Table(name="Figures")
    for cells in rows:
        row = TableRow()
        for each in cells:
            row.addElement(each)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(name)


HEADINGS = ["County", "Agency", "Homicides", "Cleared"]
save(
    "merged.ods",
    [
        [cell(text) for text in HEADINGS],
        [cell("Example", numberrowsspanned=2), cell("Example City PD"), cell(14), cell(8)],
        [CoveredTableCell(), cell("Riverton PD"), cell(12), cell(7)],
    ],
)
save(
    "comment.ods",
    [
        [cell(text) for text in HEADINGS],
        [cell("Lake"), cell("Lakeside PD"), cell(3, comment="before review"), cell(3)],
    ],
)

READERS = {
    "pyexcel-ods": lambda name: pyexcel_ods.get_data(name)["Figures"],
    "tablib": lambda name: tablib.Dataset().load(open(name, "rb"), "ods", headers=False).dict,
    "pandas": lambda name: pandas.read_excel(name, engine="odf", header=None, dtype=object).fillna("").values.tolist(),
    "calamine": lambda name: python_calamine.load_workbook(name).get_sheet_by_index(0).to_python(),
}
for name in ("merged.ods", "comment.ods"):
    for reader, read in READERS.items():
        try:
            print(f"{name:11} {reader:11} {list(read(name)[-1])}")
        except ValueError as error:
            print(f"{name:11} {reader:11} ValueError: {error}")
PY

venv/bin/python merged.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
merged.ods  pyexcel-ods ['Riverton PD', 12, 7]
merged.ods  tablib      ['', 'Riverton PD', 12.0, 7.0]
merged.ods  pandas      ['', 'Riverton PD', 12, 7]
merged.ods  calamine    ['', 'Riverton PD', 12.0, 7.0]
comment.ods pyexcel-ods ['Lake', 'Lakeside PD', 3, 3]
comment.ods tablib      ValueError: could not convert string to float: 'Analyst'
comment.ods pandas      ['Lake', 'Lakeside PD', 3, 3]
comment.ods calamine    ['Lake', 'Lakeside PD', 3.0, 3.0]
EXPECTED
