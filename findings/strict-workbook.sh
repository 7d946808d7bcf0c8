#!/usr/bin/env bash
# Finding: a workbook saved as "Strict Open XML Spreadsheet" opens in openpyxl with no sheets
# and no error, and ExcelJS moves each of its dates to July 1905.
#
# Excel offers that type in its Save As list (ISO/IEC 29500 Strict). The figures are the same,
# but the XML namespaces differ and a date is text (`t="d"`, 2024-01-31), not a serial number.
#
# Versions: openpyxl 3.1.5, python-calamine 0.9.1, exceljs 4.4.0, xlsx 0.18.5.
# Guess:    openpyxl refuses the file with an error; every reader that opens it reads the date.
# Seen:     Nov 27, 2026 (Python 3.11, Node 20). openpyxl lists no sheets and raises nothing, so
#           a loop over the sheets imports an empty file. ExcelJS takes the leading "2024" of the
#           text for a serial number: July 16, 1905. calamine and SheetJS read the day as
#           written. All four agree on the usual type.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5

cat >make.py <<'PY'
"""Write the same two-row sheet as a usual (transitional) and as a strict workbook."""

import zipfile

USUAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "",
    '<c r="A2" s="1"><v>45322</v></c>',
)
STRICT = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ' conformance="strict"',
    '<c r="A2" s="1" t="d"><v>2024-01-31</v></c>',
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def text(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def write(name, main, links, conformance, day):
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{links}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"{conformance}><sheets>'
        '<sheet name="Homicides" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/>'
        '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" '
        'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" '
        'fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" '
        'borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">'
        f'{text("A1", "Month ends")}{text("B1", "Count")}</row><row r="2">{day}'
        '<c r="B2"><v>4</v></c></row></sheetData></worksheet>',
    }
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as book:
        for part, xml in parts.items():
            book.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml)


write("usual.xlsx", *USUAL)
write("strict.xlsx", *STRICT)
PY

cat >read.py <<'PY'
"""Say what two Python readers find in both files."""

import warnings

import openpyxl
from python_calamine import CalamineWorkbook

warnings.simplefilter("ignore")
for name in ("usual", "strict"):
    file = f"{name}.xlsx"
    book = openpyxl.load_workbook(file)
    days = [sheet["A2"].value.date().isoformat() for sheet in book.worksheets]
    print(f"{name}: openpyxl sheets {book.sheetnames}, days {days}")
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    print(f"{name}: calamine", rows[1][0])
PY

cat >read.cjs <<'JS'
const ExcelJS = require("exceljs");
const XLSX = require("xlsx");
const day = (value) => value.toISOString().slice(0, 10);

(async () => {
  for (const name of ["usual", "strict"]) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(`${name}.xlsx`);
    console.log(`${name}: ExcelJS`, day(book.worksheets[0].getCell("A2").value));
    const other = XLSX.readFile(`${name}.xlsx`, { cellDates: true });
    console.log(`${name}: SheetJS`, day(other.Sheets[other.SheetNames[0]].A2.v));
  }
})();
JS

venv/bin/python make.py
{ venv/bin/python read.py; node read.cjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
usual: openpyxl sheets ['Homicides'], days ['2024-01-31']
usual: calamine 2024-01-31
strict: openpyxl sheets [], days []
strict: calamine 2024-01-31
usual: ExcelJS 2024-01-31
usual: SheetJS 2024-01-31
strict: ExcelJS 1905-07-16
strict: SheetJS 2024-01-31
EXPECTED
