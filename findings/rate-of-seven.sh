#!/usr/bin/env bash
# Finding: two beats of four have no rate of calls per 1,000 residents: the sheet shows #DIV/0! and #N/A for them. In Excel's
# old format, .xls, four of nine readers take these for the rates 7 and 42, without a warning, and csvkit's mean is 24.75 for
# 25. In the new format, the same four give the texts that the sheet shows.
#
# The old format writes such a cell as a number with a mark: 7 is the error #DIV/0!, and 42 is #N/A. xlrd, which each of the
# four reads with, gives the number as the cell's value and the mark as its type, as its documentation says. They look at the
# value.
#
# Versions: petl 1.7.30, agate-excel 0.4.2 with csvkit 2.2.0, frictionless 5.21.0, dataflows-tabulator 1.54.3, pandas 3.1.1,
#           tablib 3.10.0, pyexcel 0.7.6 with pyexcel-xls 0.7.1 and pyexcel-xlsx 0.6.1, python-calamine 0.9.1, xlrd 2.0.2; xlwt
#           1.3.0 and openpyxl 3.1.5, which write the files (Python); SheetJS 0.18.5 (Node).
# Guess:    a cell with an error is None, NaN, nothing, or the text that the sheet shows; none is a number.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20).
#           1. petl, agate-excel, frictionless, and dataflows-tabulator give 7 and 42, and csvkit, which reads with agate-excel,
#              counts with them.
#           2. pyexcel gives "#N/A" for both: no number, and not what the sheet shows.
#           3. pandas gives NaN, python-calamine and SheetJS nothing, and tablib the texts.
#           4. In .xlsx, no reader gives a number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlwt==1.3.0 openpyxl==3.1.5 petl==1.7.30 agate-excel==0.4.2 \
  csvkit==2.2.0 'frictionless[excel]==5.21.0' dataflows-tabulator==1.54.3 pandas==3.1.1 tablib==3.10.0 \
  python-calamine==0.9.1 pyexcel==0.7.6 pyexcel-xls==0.7.1 pyexcel-xlsx==0.6.1 xlrd==2.0.2
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5

cat >write.py <<'PY'
"""Write the rates of four beats in Excel's old format and in its new one. Two of them can't be computed."""

import openpyxl
import xlwt

ROWS = [("Beat", "Rate"), ("A", 50), ("B", "#DIV/0!"), ("C", 0), ("D", "#N/A")]
CODES = {"#DIV/0!": 0x07, "#N/A": 0x2A}

old = xlwt.Workbook()
sheet = old.add_sheet("Rates")
for row, (beat, rate) in enumerate(ROWS):
    sheet.write(row, 0, beat)
    if rate in CODES:
        sheet.row(row).set_cell_error(1, CODES[rate])
    else:
        sheet.write(row, 1, rate)
old.save("rates.xls")

new = openpyxl.Workbook()
for row in ROWS:
    new.active.append(row)
new.save("rates.xlsx")
PY

cat >read.py <<'PY'
import warnings

warnings.simplefilter("ignore")

import agate
import agateexcel
import frictionless
import pandas
import petl
import pyexcel
import python_calamine
import tablib
import tabulator

assert agateexcel, "adds from_xls() to agate's tables"


def with_tablib(file):
    with open(file, "rb") as stream:
        return tablib.Dataset().load(stream.read(), format=file.rpartition(".")[2])["Rate"]


def with_tabulator(file):
    with tabulator.Stream(file, headers=1) as stream:
        return [row[1] for row in stream.read()]


def with_agate(file):
    read = agate.Table.from_xls if file.endswith("xls") else agate.Table.from_xlsx
    return list(read(file).columns["Rate"])


def with_calamine(file):
    rows = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return [row[1] for row in rows[1:]]


READERS = {
    "petl": lambda file: list((petl.fromxls if file.endswith("xls") else petl.fromxlsx)(file)["Rate"]),
    "agate-excel": with_agate,
    "frictionless": lambda file: [row["Rate"] for row in frictionless.Resource(file).read_rows()],
    "dataflows-tabulator": with_tabulator,
    "pandas": lambda file: pandas.read_excel(file)["Rate"].tolist(),
    "python-calamine": with_calamine,
    "tablib": with_tablib,
    "pyexcel": lambda file: [row[1] for row in pyexcel.get_array(file_name=file)[1:]],
}
for tool, read in READERS.items():
    for file in ("rates.xls", "rates.xlsx"):
        print(f"{tool}, {file}:", *map(repr, read(file)))
PY

cat >read.mjs <<'JS'
import xlsx from "xlsx";

for (const file of ["rates.xls", "rates.xlsx"]) {
  const { Sheets } = xlsx.readFile(file);
  const rows = xlsx.utils.sheet_to_json(Sheets[Object.keys(Sheets)[0]], { defval: null });
  console.log(`SheetJS, ${file}:`, ...rows.map((row) => row.Rate));
}
JS

{
  venv/bin/python write.py
  venv/bin/python read.py
  node read.mjs
  for file in rates.xls rates.xlsx; do
    venv/bin/in2csv "$file" >rates.csv
    echo "csvkit, $file:" $(tail -n +2 rates.csv | cut -d , -f 2) "mean" $(venv/bin/csvstat --mean -c Rate rates.csv)
  done
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
petl, rates.xls: 50.0 7 0.0 42
petl, rates.xlsx: 50 '#DIV/0!' 0 '#N/A'
agate-excel, rates.xls: '50.0' '7' '0.0' '42'
agate-excel, rates.xlsx: '50' '#DIV/0!' '0' '#N/A'
frictionless, rates.xls: 50 7 0 42
frictionless, rates.xlsx: 50 '#DIV/0!' 0 '#N/A'
dataflows-tabulator, rates.xls: 50 7 0 42
dataflows-tabulator, rates.xlsx: 50 '#DIV/0!' 0 '#N/A'
pandas, rates.xls: 50.0 nan 0.0 nan
pandas, rates.xlsx: 50.0 nan 0.0 nan
python-calamine, rates.xls: 50 '' 0 ''
python-calamine, rates.xlsx: 50.0 '' 0.0 ''
tablib, rates.xls: 50.0 '#DIV/0!' 0.0 '#N/A'
tablib, rates.xlsx: 50 '#DIV/0!' 0 '#N/A'
pyexcel, rates.xls: 50 '#N/A' 0 '#N/A'
pyexcel, rates.xlsx: 50 '#DIV/0!' 0 '#N/A'
SheetJS, rates.xls: 50 null 0 null
SheetJS, rates.xlsx: 50 null 0 null
csvkit, rates.xls: 50.0 7 0.0 42 mean 24.75
csvkit, rates.xlsx: 50 #DIV/0! 0 #N/A mean None
EXPECTED
