#!/usr/bin/env bash
# Finding: an agency hasn't sent March and May. Asked how many months had fewer than 5 homicides, four of ten calculators of
# spreadsheet formulas answer 4; two of these find three months without a homicide. The right answers are 2 and 1. In the two
# others, the average is right and the median is not: 1.5 for months of 3, 7, 0, and 12. Nothing warns.
#
# For the spreadsheet programs that these calculators stand in for, no empty cell is under 5 or equal to 0, and both AVERAGE and
# MEDIAN leave the empty cells of a range out. Whoever runs a workbook's formulas, or lets people write some over their figures,
# relies on it: a month that wasn't sent isn't a month without a homicide.
#
# Versions: ironcalc 0.9.1, formualizer 0.13.0, formulon 0.18.0, betteroffice-xlsx 0.2.1, magpyxl 0.2.2, xlcalculator 0.5.0
#           (Python); hyperformula 3.5.0, @formulajs/formulajs 4.6.1, hot-formula-parser 4.0.0 with @handsontable/formulajs
#           2.0.2, fast-formula-parser 1.0.19 (Node).
# Guess:    no criterion fits the two empty months, and they move no mean. The median was asked along.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). "-" is an error, or a function that the calculator hasn't got.
#           1. xlcalculator and fast-formula-parser count each empty month as a 0: 4 months under 5, three of them 0.
#           2. In @formulajs/formulajs and @handsontable/formulajs, which hot-formula-parser calls, it depends on what their
#              caller gives for an empty cell. null: 4 months under 5, and the median of six months, two of them 0. undefined:
#              2 months, but a median of 9.5, as if both had had the most; @formulajs/formulajs has a mean of 7.5 for months
#              under 5. The average is 5.5 in all of them.
#           3. ironcalc, formualizer, formulon, betteroffice-xlsx, magpyxl, and hyperformula are right in all that they have.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 ironcalc==0.9.1 formualizer==0.13.0 \
  formulon==0.18.0 betteroffice-xlsx==0.2.1 magpyxl==0.2.2 xlcalculator==0.5.0
npm install --silent --no-audit --no-fund --ignore-scripts hyperformula@3.5.0 @formulajs/formulajs@4.6.1 \
  hot-formula-parser@4.0.0 @handsontable/formulajs@2.0.2 fast-formula-parser@1.0.19

cat >write.py <<'PY'
"""Write six months, two of them empty, and what is asked about them, as a workbook and as JSON."""

import json

import openpyxl

MONTHS = [3, 7, None, 0, None, 12]
ASKED = [
    'COUNTIF(B1:B6,"<5")',
    "COUNTIF(B1:B6,0)",
    'AVERAGEIF(B1:B6,"<5")',
    "AVERAGE(B1:B6)",
    "MEDIAN(B1:B6)",
]
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Homicides"
for row, count in enumerate(MONTHS, 1):
    sheet.cell(row, 2, count)
for row, formula in enumerate(ASKED, 1):
    sheet.cell(row, 4, f"={formula}")
book.save("months.xlsx")
with open("months.json", "w") as file:
    json.dump({"months": MONTHS, "asked": ASKED}, file)
PY

cat >ask.py <<'PY'
import json
import logging

import betteroffice_xlsx
import formualizer
import formulon
import ironcalc
import magpyxl
from xlcalculator import Evaluator, ModelCompiler

logging.disable()
FILE = "months.xlsx"
with open("months.json") as file:
    MONTHS, ASKED = json.load(file).values()


def show(tool, answer):
    """Print what a tool answers to each question: a number, or "-" where it has none."""
    said = []
    for row in range(1, len(ASKED) + 1):
        try:
            said.append(f"{float(str(answer(row))):g}")
        except (KeyError, RuntimeError, TypeError, ValueError):
            said.append("-")
    print(f"{tool}:", " | ".join(said))


print("asked:", " | ".join(ASKED))
iron = ironcalc.load_from_xlsx(FILE, "en", "UTC", "en")
iron.evaluate()
show("ironcalc", lambda row: iron.get_formatted_cell_value(0, row, 4))
formua = formualizer.load_workbook(FILE)
show("formualizer", lambda row: formua.evaluate_cell("Homicides", row, 4))
with open(FILE, "rb") as file:
    formul = formulon.Workbook.load(file.read())
formul.recalc()
show("formulon", lambda row: formul.get_value(0, row - 1, 3).to_python())
better = betteroffice_xlsx.Workbook.open_path(FILE)
better.recalculate()
show("betteroffice-xlsx", lambda row: better["Homicides"][f"D{row}"])
own = [
    lambda: magpyxl.COUNTIF(MONTHS, "<5"),
    lambda: magpyxl.COUNTIF(MONTHS, 0),
    lambda: magpyxl.AVERAGEIF(MONTHS, "<5"),
    lambda: magpyxl.AVERAGE(MONTHS),
]
show("magpyxl", lambda row: dict(enumerate(own, 1))[row]())
compiled = Evaluator(ModelCompiler().read_and_parse_archive(FILE))
show("xlcalculator", lambda row: compiled.evaluate(f"Homicides!D{row}"))
PY

cat >ask.cjs <<'JS'
const { readFileSync } = require("node:fs");
const FastParser = require("fast-formula-parser");
const { HyperFormula } = require("hyperformula");
const hot = require("hot-formula-parser");
const formula = require("@formulajs/formulajs");
const handsontable = require("@handsontable/formulajs");

const { months, asked } = JSON.parse(readFileSync("months.json"));
const show = (tool, answer) => {
  const said = asked.map((question) => {
    try {
      const value = answer(question);
      return Number.isFinite(value) ? `${Number(value.toFixed(4))}` : "-";
    } catch {
      return "-";
    }
  });
  console.log(`${tool}:`, said.join(" | "));
};

const sheet = months.map((count, row) => [null, count, null, asked[row] ? `=${asked[row]}` : null]);
const hyper = HyperFormula.buildFromArray(sheet, { licenseKey: "gpl-v3" });
show("hyperformula", (question) => hyper.getCellValue({ sheet: 0, row: asked.indexOf(question), col: 3 }));

for (const [empty, given] of Object.entries({ null: months, undefined: months.map((count) => count ?? undefined) })) {
  const call = (library) => (question) => {
    const [, name, rest] = question.match(/^(\w+)\(B1:B6,?(.*)\)$/);
    return rest ? library[name](given, JSON.parse(rest)) : library[name](given);
  };
  show(`@formulajs/formulajs, ${empty}`, call(formula));
  show(`@handsontable/formulajs, ${empty}`, call(handsontable));
  const range = (first, last) => given.slice(first, last + 1).map((count) => [count]);
  const hotParser = new hot.Parser();
  hotParser.on("callRangeValue", (start, end, done) => done(range(start.row.index, end.row.index)));
  show(`hot-formula-parser, ${empty}`, (question) => hotParser.parse(question).result);
  const fastParser = new FastParser({ onRange: ({ from, to }) => range(from.row - 1, to.row - 1) });
  show(`fast-formula-parser, ${empty}`, (question) => fastParser.parse(question, { sheet: "Homicides", row: 1, col: 4 }));
}
JS

venv/bin/python write.py
{
  venv/bin/python ask.py
  node ask.cjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
asked: COUNTIF(B1:B6,"<5") | COUNTIF(B1:B6,0) | AVERAGEIF(B1:B6,"<5") | AVERAGE(B1:B6) | MEDIAN(B1:B6)
ironcalc: 2 | 1 | 1.5 | 5.5 | 5
formualizer: 2 | 1 | 1.5 | 5.5 | 5
formulon: 2 | 1 | 1.5 | 5.5 | 5
betteroffice-xlsx: 2 | 1 | 1.5 | 5.5 | 5
magpyxl: 2 | 1 | 1.5 | 5.5 | -
xlcalculator: 4 | 3 | - | - | -
hyperformula: 2 | 1 | 1.5 | 5.5 | 5
@formulajs/formulajs, null: 4 | 1 | - | 5.5 | 1.5
@handsontable/formulajs, null: 4 | 1 | - | 5.5 | 1.5
hot-formula-parser, null: 4 | 1 | - | 5.5 | 1.5
fast-formula-parser, null: 4 | 3 | 1.5 | 5.5 | -
@formulajs/formulajs, undefined: 2 | 1 | 7.5 | 5.5 | 9.5
@handsontable/formulajs, undefined: 2 | 1 | - | 5.5 | 9.5
hot-formula-parser, undefined: 2 | 1 | - | 5.5 | 9.5
fast-formula-parser, undefined: 4 | 3 | 1.5 | 5.5 | -
EXPECTED
