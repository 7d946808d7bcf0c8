#!/usr/bin/env bash
# Finding: five participants fill an evaluation in a PDF form, and mark the training 5, 5, 4, 4, and 3. Eight of eleven
# libraries read the marks 0, 0, 1, 1, and 2: a mean of 0.8 instead of 4.2, and the better the training, the lower. With the
# buttons the other way around, from 1 to 5, each mark is one too low. Nothing warns, since 0 and 1 look like marks.
#
# A group of radio buttons may name its buttons by their place, from 0 on, and list what each one stands for, so that two
# buttons can mean the same (Opt, in the format's description). pdf-lib writes its groups in that way. The place is the group's
# value in the file; the mark stands in that place of the list.
#
# Versions: pypdf 6.21.4, pymupdf 2.0, pikepdf 10.18.0, pdf_oxide 0.3.78, fillpdf 0.7.3, formalpdf 0.1.6 (Python); pdf-lib
#           1.17.1, @cantoo/pdf-lib 2.11.1, @libpdf/core 0.4.2, mupdf 1.28.1, pdfjs-dist 5.6.205 (Node).
# Guess:    each library gives the mark for the button that is on, and takes a mark to fill the group.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). pdf-lib wrote the forms, with the buttons from 5 to 1.
#           1. pypdf, pymupdf, pikepdf, pdf_oxide, fillpdf, @libpdf/core, mupdf, and pdfjs-dist give the place. pypdf and
#              pikepdf put the slash of a name before it.
#           2. pdf-lib, @cantoo/pdf-lib, and formalpdf give the mark.
#           3. @libpdf/core offers 0 to 4 to choose from, and turns a 4 that it is given into the mark 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==6.21.4 pymupdf==2.0 pikepdf==10.18.0 pdf_oxide==0.3.78 \
  fillpdf==0.7.3 formalpdf==0.1.6
npm install --silent --no-audit --no-fund --ignore-scripts pdf-lib@1.17.1 @cantoo/pdf-lib@2.11.1 @libpdf/core@0.4.2 \
  mupdf@1.28.1 pdfjs-dist@5.6.205

cat >write.mjs <<'JS'
// Write five evaluations, with a button for each mark, and an empty one.
import { writeFileSync } from "node:fs";
import { PDFDocument } from "pdf-lib";

for (const [number, given] of ["5", "5", "4", "4", "3", undefined].entries()) {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 200]);
  const marks = document.getForm().createRadioGroup("useful");
  for (const [place, mark] of ["5", "4", "3", "2", "1"].entries())
    marks.addOptionToPage(mark, page, { x: 20 + 40 * place, y: 100, width: 12, height: 12 });
  if (given) marks.select(given);
  writeFileSync(given ? `evaluation-${number}.pdf` : "empty.pdf", await document.save());
}
JS

cat >read.py <<'PY'
"""Print what each library gives for the five evaluations."""

import pathlib
import warnings

warnings.simplefilter("ignore")

import formalpdf
import pdf_oxide
import pikepdf
import pikepdf.form
import pymupdf
import pypdf
from fillpdf import fillpdfs


def with_pymupdf(file):
    with pymupdf.open(file) as document:
        return [each.field_value for each in document[0].widgets() if each.field_value != "Off"]


def with_formalpdf(file):
    document = formalpdf.open(file)
    return sorted({each.field_value for page in document for each in page.widgets()})


READERS = {
    "pypdf": lambda file: [pypdf.PdfReader(file).get_fields()["useful"].value],
    "pymupdf": with_pymupdf,
    "pikepdf": lambda file: [pikepdf.form.Form(pikepdf.open(file))["useful"].value],
    "pdf_oxide": lambda file: [each.value for each in pdf_oxide.PdfDocument(file).get_form_fields()],
    "fillpdf": lambda file: [fillpdfs.get_form_fields(file)["useful"]],
    "formalpdf": with_formalpdf,
}
files = sorted(map(str, pathlib.Path().glob("evaluation-*.pdf")))
for tool, read in READERS.items():
    print(f"{tool}:", *(value for file in files for value in read(file)))
PY

cat >read.mjs <<'JS'
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { PDFDocument as Cantoo } from "@cantoo/pdf-lib";
import { PDF } from "@libpdf/core";
import * as mupdf from "mupdf";
import { PDFDocument } from "pdf-lib";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const files = readdirSync(".").filter((file) => file.startsWith("evaluation-")).sort();
const group = async (library, file) => (await library.load(readFileSync(file))).getForm().getRadioGroup("useful");
const readers = {
  "@libpdf/core": async (file) => (await group(PDF, file)).getValue(),
  mupdf: (file) => mupdf.Document.openDocument(readFileSync(file), "application/pdf").loadPage(0).getWidgets()[0].getValue(),
  "pdfjs-dist": async (file) => {
    const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
    return (await (await document.getPage(1)).getAnnotations())[0].fieldValue;
  },
  "pdf-lib": async (file) => (await group(PDFDocument, file)).getSelected(),
  "@cantoo/pdf-lib": async (file) => (await group(Cantoo, file)).getSelected(),
};
for (const [tool, read] of Object.entries(readers)) {
  const given = [];
  for (const file of files) given.push(await read(file));
  console.log(`${tool}:`, ...given);
}

const document = await PDF.load(readFileSync("empty.pdf"));
const marks = document.getForm().getRadioGroup("useful");
console.log("@libpdf/core offers:", ...marks.getOptions());
marks.setValue("4");
writeFileSync("filled.pdf", await document.save());
console.log("@libpdf/core chose 4, which pdf-lib reads as:", await readers["pdf-lib"]("filled.pdf"));
JS

{
  node write.mjs
  venv/bin/python read.py
  node read.mjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pypdf: /0 /0 /1 /1 /2
pymupdf: 0 0 1 1 2
pikepdf: /0 /0 /1 /1 /2
pdf_oxide: 0 0 1 1 2
fillpdf: 0 0 1 1 2
formalpdf: 5 5 4 4 3
@libpdf/core: 0 0 1 1 2
mupdf: 0 0 1 1 2
pdfjs-dist: 0 0 1 1 2
pdf-lib: 5 5 4 4 3
@cantoo/pdf-lib: 5 5 4 4 3
@libpdf/core offers: 0 1 2 3 4
@libpdf/core chose 4, which pdf-lib reads as: 1
EXPECTED
