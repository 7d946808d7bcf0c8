#!/usr/bin/env bash
# Finding: three victims whose rows are alike are one victim for two of seven readers of OpenDocument tables. For one of the
# two, 0 0 0 4 is also 0 4, so that April's homicides become February's, and grouped rows are gone.
#
# An .ods file needn't say the same thing twice: rows that are alike may be one row with the number of times it is repeated
# (table:number-rows-repeated), and cells may be one cell (table:number-columns-repeated). Rows that someone grouped, to fold
# them away, are in a <table:table-row-group>, and the heading to print on each page is in <table:table-header-rows>.
#
# Versions: pyexcel-ods 0.6.0, tablib 3.10.0, pandas 3.1.1 with odfpy 1.4.1, python-calamine 0.9.1,
#           ezodf 0.3.2, odfdo 3.27.3 (Python); SheetJS 0.18.5 (Node).
# Guess:    each gives every row with every cell, in the order of the file; at most, ezodf misses grouped rows.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20), without a warning or an error.
#           1. pyexcel-ods and tablib give a repeated row once: 4 victims of 6.
#           2. tablib gives a repeated figure once and leaves out a repeated empty cell, so the figures behind move left.
#           3. tablib leaves out the grouped rows; where the heading is repeated, the first agency is the heading.
#           4. pandas, calamine, ezodf, odfdo, and SheetJS are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyexcel-ods==0.6.0 'tablib[ods]==3.10.0' \
  pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 ezodf==0.3.2 odfdo==3.27.3
npm install --silent --no-audit --no-fund xlsx@0.18.5

cat >read.py <<'PY'
"""Write four tables with odfpy, then read them in Python."""

import ezodf
import odfdo
import pandas
import pyexcel_ods
import tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableHeaderRows, TableRow, TableRowGroup
from odf.text import P
from python_calamine import CalamineWorkbook


def cell(value, times=None):
    repeated = {"numbercolumnsrepeated": times} if times else {}
    if value is None:
        return TableCell(**repeated)
    kind = {"valuetype": "float", "value": value} if isinstance(value, int) else {"valuetype": "string"}
    made = TableCell(**kind, **repeated)
    made.addElement(P(text=str(value)))
    return made


def row(*cells, times=None):
    made = TableRow(**({"numberrowsrepeated": times} if times else {}))
    for each in cells:
        made.addElement(cell(*each) if isinstance(each, tuple) else cell(each))
    return made


def within(element, *rows):
    made = element()
    for each in rows:
        made.addElement(each)
    return made


TABLES = {
    "rows": [
        row("Month", "Age", "Weapon"),
        row("May", "18-24", "Handgun", times=3),
        row("June", "25-34", "Handgun"),
        row("June", "18-24", "Knife"),
        row("July", "35-44", "Handgun"),
    ],
    "cells": [row("Agency", "Jan", "Feb", "Mar", "Apr"), row("Ada", (0, 3), 4), row("Burt", (None, 2), 5, 6)],
    "group": [
        row("Agency", "Homicides"),
        row("Ada", 3),
        within(TableRowGroup, row("Ada, north", 1), row("Ada, south", 2)),
        row("Burt", 5),
    ],
    "heading": [within(TableHeaderRows, row("Agency", "Homicides")), row("Ada", 3), row("Burt", 5)],
}


def by_tablib(file):
    with open(file, "rb") as stream:
        table = tablib.Dataset().load(stream, "ods")
    return [table.headers, *table]


READ = {
    "pyexcel-ods": lambda file: next(iter(pyexcel_ods.get_data(file).values())),
    "tablib": by_tablib,
    "pandas": lambda file: pandas.read_excel(file, header=None, engine="odf", dtype=object).fillna("").values.tolist(),
    "calamine": lambda file: CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(),
    "ezodf": lambda file: [[each.value for each in line] for line in ezodf.opendoc(file).sheets[0].rows()],
    "odfdo": lambda file: odfdo.Document(file).body.get_tables()[0].get_values(),
}


def shown(value):
    return "-" if value in {None, ""} else f"{value:g}" if isinstance(value, float) else str(value)


for name, rows in TABLES.items():
    document, table = OpenDocumentSpreadsheet(), Table(name="Figures")
    for each in rows:
        table.addElement(each)
    document.spreadsheet.addElement(table)
    document.save(f"{name}.ods")
    for reader, read in READ.items():
        print(f"{name}, {reader}: {' | '.join(' '.join(map(shown, line)) for line in read(f'{name}.ods'))}")
PY

cat >read.mjs <<'JS'
// Read the same tables in Node.
import { createRequire } from "node:module";

const XLSX = createRequire(import.meta.url)("xlsx");
for (const name of ["rows", "cells", "group", "heading"]) {
  const rows = XLSX.utils.sheet_to_json(XLSX.readFile(`${name}.ods`).Sheets.Figures, { header: 1, defval: "-" });
  console.log(`${name}, SheetJS: ${rows.map((row) => row.join(" ")).join(" | ")}`);
}
JS

{ venv/bin/python read.py; node read.mjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
rows, pyexcel-ods: Month Age Weapon | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
rows, tablib: Month Age Weapon | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
rows, pandas: Month Age Weapon | May 18-24 Handgun | May 18-24 Handgun | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
rows, calamine: Month Age Weapon | May 18-24 Handgun | May 18-24 Handgun | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
rows, ezodf: Month Age Weapon | May 18-24 Handgun | May 18-24 Handgun | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
rows, odfdo: Month Age Weapon | May 18-24 Handgun | May 18-24 Handgun | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
cells, pyexcel-ods: Agency Jan Feb Mar Apr | Ada 0 0 0 4 | Burt - - 5 6
cells, tablib: Agency Jan Feb Mar Apr | Ada 0 4 - - | Burt 5 6 - -
cells, pandas: Agency Jan Feb Mar Apr | Ada 0 0 0 4 | Burt - - 5 6
cells, calamine: Agency Jan Feb Mar Apr | Ada 0 0 0 4 | Burt - - 5 6
cells, ezodf: Agency Jan Feb Mar Apr | Ada 0 0 0 4 | Burt - - 5 6
cells, odfdo: Agency Jan Feb Mar Apr | Ada 0 0 0 4 | Burt - - 5 6
group, pyexcel-ods: Agency Homicides | Ada 3 | Ada, north 1 | Ada, south 2 | Burt 5
group, tablib: Agency Homicides | Ada 3 | Burt 5
group, pandas: Agency Homicides | Ada 3 | Ada, north 1 | Ada, south 2 | Burt 5
group, calamine: Agency Homicides | Ada 3 | Ada, north 1 | Ada, south 2 | Burt 5
group, ezodf: Agency Homicides | Ada 3 | Ada, north 1 | Ada, south 2 | Burt 5
group, odfdo: Agency Homicides | Ada 3 | Ada, north 1 | Ada, south 2 | Burt 5
heading, pyexcel-ods: Agency Homicides | Ada 3 | Burt 5
heading, tablib: Ada 3 | Burt 5
heading, pandas: Agency Homicides | Ada 3 | Burt 5
heading, calamine: Agency Homicides | Ada 3 | Burt 5
heading, ezodf: Agency Homicides | Ada 3 | Burt 5
heading, odfdo: Agency Homicides | Ada 3 | Burt 5
rows, SheetJS: Month Age Weapon | May 18-24 Handgun | May 18-24 Handgun | May 18-24 Handgun | June 25-34 Handgun | June 18-24 Knife | July 35-44 Handgun
cells, SheetJS: Agency Jan Feb Mar Apr | Ada 0 0 0 4 | Burt - - 5 6
group, SheetJS: Agency Homicides | Ada 3 | Ada, north 1 | Ada, south 2 | Burt 5
heading, SheetJS: Agency Homicides | Ada 3 | Burt 5
EXPECTED
