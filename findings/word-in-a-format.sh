#!/usr/bin/env bash
# Finding: a word in quotes in a number's format, such as 0" homicides" or [<5]"fewer than 5";0, makes
# two readers of Excel workbooks take the figure for a date: 12 comes out as "12o01ici11es" or as
# "1900/01/11 00:00:00", without a warning. A color, as in [Red]0, is enough for one of them.
#
# Police departments mark units, suppressed counts, and fiscal years in the format, so that the cell
# still holds a number. The workbook here is what Excel writes for that.
#
# Versions: xlsx2csv 0.8.6, pylightxl 1.61, openpyxl 3.1.5, XlsxWriter 3.3.1 (the writer), SheetJS 0.18.5
#           (Node 20, Python 3.11).
# Guess:    text in quotes is no part of a format's codes, so each reader gives the number, or the text
#           that Excel shows ("12 homicides", "fewer than 5").
# Seen:     Nov 28, 2026.
#           1. xlsx2csv writes the format, in which letters of the word became hours, days, and months; both
#              figures of [<5]"fewer than 5";0 are the same text.
#           2. pylightxl returns a date or a time for eight of twelve; 61 estimated shootings and
#              3 suppressed ones are midnight, and 4 in red is January 3, 1900.
#           3. openpyxl gives the numbers; SheetJS gives the number and, as CSV, the text that Excel shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsx2csv==0.8.6 pylightxl==1.61 openpyxl==3.1.5 XlsxWriter==3.3.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5

cat >figures.py <<'PY'
"""Write twelve figures with the formats people give them, then read them back."""

import io

import openpyxl
import pylightxl
import xlsxwriter
from xlsx2csv import Xlsx2csv

FIGURES = [
    ('0" homicides"', 12),
    ('0" days"', 14),
    ('[<5]"fewer than 5";0', 3),
    ('[<5]"fewer than 5";0', 12),
    ('"FY"0', 2027),
    ('"OH"0000000', 712345),
    ('0" (est.)"', 61),
    ('+0;-0;"same"', 0),
    ('0%" cleared"', 0.57),
    ('#,##0" rounds"', 1200),
    ("[Red]0", 4),
    ("#,##0", 1200),
]
book = xlsxwriter.Workbook("figures.xlsx")
sheet = book.add_worksheet("Figures")
for row, (form, figure) in enumerate(FIGURES):
    sheet.write_number(row, 0, figure, book.add_format({"num_format": form}))
book.close()

text = io.StringIO()
Xlsx2csv("figures.xlsx").convert(text)
lines = text.getvalue().splitlines()
light = [row[0] for row in pylightxl.readxl("figures.xlsx").ws("Figures").rows]
plain = [row[0] for row in openpyxl.load_workbook("figures.xlsx").active.iter_rows(values_only=True)]
for (form, _), csv, one, two in zip(FIGURES, lines, light, plain, strict=True):
    print(f"{form:21} openpyxl {two!r:7} pylightxl {one!r:22} xlsx2csv {csv}")
PY

cat >figures.mjs <<'JS'
// The same workbook, as SheetJS writes it to CSV.
import XLSX from "xlsx";

const sheet = XLSX.readFile("figures.xlsx").Sheets.Figures;
console.log(`SheetJS: ${XLSX.utils.sheet_to_csv(sheet).trim().split("\n").join(" | ")}`);
JS

{
  venv/bin/python figures.py
  node figures.mjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
0" homicides"         openpyxl 12      pylightxl '1900/01/11 00:00:00'  xlsx2csv "0"" 12o01ici11es"""
0" days"              openpyxl 14      pylightxl '1900/01/13 00:00:00'  xlsx2csv "0"" 13ays"""
[<5]"fewer than 5";0  openpyxl 3       pylightxl '00:00:00'             xlsx2csv "[<5]""fewer t12an 5"";0"
[<5]"fewer than 5";0  openpyxl 12      pylightxl '00:00:00'             xlsx2csv "[<5]""fewer t12an 5"";0"
"FY"0                 openpyxl 2027    pylightxl '1905/07/19'           xlsx2csv """fy""0"
"OH"0000000           openpyxl 712345  pylightxl 712345                 xlsx2csv """o12""0000000"
0" (est.)"            openpyxl 61      pylightxl '00:00:00'             xlsx2csv "0"" (est.)"""
+0;-0;"same"          openpyxl 0       pylightxl 0                      xlsx2csv 00:00
0%" cleared"          openpyxl 0.57    pylightxl '1899/12/30'           xlsx2csv 13:40
#,##0" rounds"        openpyxl 1200    pylightxl 1200                   xlsx2csv "#,##0"" roun14s"""
[Red]0                openpyxl 4       pylightxl '1900/01/03'           xlsx2csv 4
#,##0                 openpyxl 1200    pylightxl 1200                   xlsx2csv 1200
SheetJS: 12 homicides | 14 days | fewer than 5 | 12 | FY2027 | OH0712345 | 61 (est.) | same | 57% cleared | "1,200 rounds" | 4 | "1,200"
EXPECTED
