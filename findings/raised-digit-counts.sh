#!/usr/bin/env bash
# Finding: 12 murders with footnote 3, "12³" in a published table, become 123 in a column of whole numbers.
#
# The Uniform Crime Reports put the number of a footnote behind a city or a count, as a raised digit. In a workbook that is
# a cell of text whose last letter has a style of its own; nobody typed "123".
#
# Versions: pandas 3.1.1 with openpyxl 3.1.5, odfpy 1.4.1, python-calamine 0.9.1; SheetJS (xlsx) 0.18.5, ExcelJS 4.4.0.
# Guess:    the text of such a cell loses its style, so the column stays one of text: a sum fails or joins letters, and
#           somebody notices.
# Seen:     Nov 29, 2026 (Python 3.11, Node 20). With each of its four readers pandas turns the text into the integer 123,
#           so the column is int64 and sums to 175 instead of 64. SheetJS says "123", too; of an .xlsx it keeps the raised
#           part in `h`, of an .ods it doesn't. Only ExcelJS gives 12 and 3 apart, and its `.text` joins them again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false PIP_DISABLE_PIP_VERSION_CHECK=1

python3 -m venv env
env/bin/pip install --quiet pandas==3.1.1 openpyxl==3.1.5 odfpy==1.4.1 python-calamine==0.9.1 2>pip.log || { cat pip.log; exit 2; }
npm install --silent --no-audit --no-fund xlsx@0.18.5 exceljs@4.4.0

cat >tables.py <<'PY'
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P, Span
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

ROWS = [[("City", ""), ("Murder", "")], [("Example City", "3"), ("12", "3")], [("Example Harbor", ""), (52, "")]]

book = Workbook()
raised = InlineFont(vertAlign="superscript")
for row in ROWS:
    book.active.append([CellRichText(text, TextBlock(raised, mark)) if mark else text for text, mark in row])
book.save("counts.xlsx")

document = OpenDocumentSpreadsheet()
style = Style(name="raised", family="text")
style.addElement(TextProperties(textposition="super 58%"))
document.automaticstyles.addElement(style)
table = Table(name="Counts")
document.spreadsheet.addElement(table)
for row in ROWS:
    line = TableRow()
    for text, mark in row:
        is_number = isinstance(text, int)
        cell = TableCell(valuetype="float", value=text) if is_number else TableCell(valuetype="string")
        paragraph = P(text=str(text))
        if mark:
            paragraph.addElement(Span(stylename="raised", text=mark))
        cell.addElement(paragraph)
        line.addElement(cell)
    table.addElement(line)
document.save("counts.ods")

for name, engine in (("xlsx", "openpyxl"), ("xlsx", "calamine"), ("ods", "odf"), ("ods", "calamine")):
    murders = pandas.read_excel(f"counts.{name}", engine=engine)["Murder"]
    print(f"pandas, {name} by {engine}: {murders.tolist()}, {murders.dtype}, sum {murders.sum()}")
PY

cat >tables.mjs <<'JS'
import XLSX from "xlsx";
import ExcelJS from "exceljs";

for (const name of ["xlsx", "ods"]) {
  const book = XLSX.readFile(`counts.${name}`);
  const cell = book.Sheets[book.SheetNames[0]].B2;
  console.log(`SheetJS, ${name}: ${JSON.stringify(cell.v)}, raised part kept: ${/<sup>3/.test(cell.h ?? "")}`);
}
const book = new ExcelJS.Workbook();
await book.xlsx.readFile("counts.xlsx");
const cell = book.worksheets[0].getCell("B2");
console.log(`ExcelJS, xlsx: ${JSON.stringify(cell.value.richText.map((part) => part.text))}, text ${JSON.stringify(cell.text)}`);
JS

{ env/bin/python tables.py; node tables.mjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pandas, xlsx by openpyxl: [123, 52], int64, sum 175
pandas, xlsx by calamine: [123, 52], int64, sum 175
pandas, ods by odf: [123, 52], int64, sum 175
pandas, ods by calamine: [123, 52], int64, sum 175
SheetJS, xlsx: "123", raised part kept: true
SheetJS, ods: "123", raised part kept: false
ExcelJS, xlsx: ["12","3"], text "123"
EXPECTED
