#!/usr/bin/env bash
# Finding: a grant form keeps the line "Received late: not eligible" in a hidden field, for its script to show after the
# deadline. Flattened, so that the filled form can be printed and filed, four of nine libraries put the line on the page, for
# every agency, in time or not. Nothing warns.
#
# Flattening draws what a form shows onto its page, and removes the fields. A field with the flag Hidden is neither displayed
# nor printed, says the format; how it would look is in the file all the same, ready to be drawn. Forms hide what isn't for
# everyone: a section for tribes, the lines of a second applicant, a stamp. (The form here has the hidden line, and no script.)
#
# Versions: pypdf 6.21.4, pdf_oxide 0.3.78, pikepdf 10.18.0, pymupdf 2.0, pypdfium2 5.15.2; reportlab 5.1.0, which writes the
#           form (Python); pdf-lib 1.17.1, @cantoo/pdf-lib 2.11.1, @libpdf/core 0.4.2, mupdf 1.28.1 (Node).
# Guess:    the hidden line is on no page after flattening.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). All nine put the agency's name on the page and leave no field. pdf-lib,
#           @cantoo/pdf-lib, pypdf, and pdf_oxide put the hidden line under it, though a reader finds no such line in the form.
#           pikepdf, pymupdf, pypdfium2, @libpdf/core, and mupdf leave it out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==6.21.4 pdf_oxide==0.3.78 pikepdf==10.18.0 \
  pymupdf==2.0 pypdfium2==5.15.2 reportlab==5.1.0
npm install --silent --no-audit --no-fund --ignore-scripts pdf-lib@1.17.1 @cantoo/pdf-lib@2.11.1 @libpdf/core@0.4.2 \
  mupdf@1.28.1

cat >write.py <<'PY'
"""Write a filled form with one field that is shown and one that is hidden."""

from reportlab.pdfgen.canvas import Canvas

page = Canvas("form.pdf", pagesize=(400, 200))
page.drawString(20, 160, "Application, due March 31")
page.acroForm.textfield(name="agency", value="Example City Police", x=20, y=100, width=300, height=24)
page.acroForm.textfield(
    name="late", value="Received late: not eligible", annotationFlags="hidden", x=20, y=40, width=300, height=24
)
page.showPage()
page.save()
PY

cat >flatten.py <<'PY'
import pdf_oxide
import pikepdf
import pymupdf
import pypdf
import pypdfium2

FORM = "form.pdf"
writer = pypdf.PdfWriter(clone_from=FORM)
writer.update_page_form_field_values(None, dict.fromkeys(pypdf.PdfReader(FORM).get_fields()), flatten=True)
writer.remove_annotations(subtypes="/Widget")
writer.write("pypdf.pdf")

document = pdf_oxide.PdfDocument(FORM)
document.flatten_forms()
document.save("pdf_oxide.pdf")

with pikepdf.open(FORM) as document:
    document.flatten_annotations()
    document.save("pikepdf.pdf")

document = pymupdf.open(FORM)
document.bake()
document.save("pymupdf.pdf")

document = pypdfium2.PdfDocument(FORM)
document.init_forms()
document[0].flatten()
document.save("pypdfium2.pdf")
PY

cat >flatten.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import { PDFDocument as Cantoo } from "@cantoo/pdf-lib";
import { PDF } from "@libpdf/core";
import * as mupdf from "mupdf";
import { PDFDocument } from "pdf-lib";

const form = readFileSync("form.pdf");
for (const [name, library] of [["pdf-lib", PDFDocument], ["cantoo-pdf-lib", Cantoo]]) {
  const document = await library.load(form);
  document.getForm().flatten();
  writeFileSync(`${name}.pdf`, await document.save());
}
const whole = await PDF.load(form);
await whole.getForm().flatten();
writeFileSync("libpdf-core.pdf", await whole.save());
const baked = mupdf.Document.openDocument(form, "application/pdf");
baked.bake();
writeFileSync("mupdf.pdf", baked.saveToBuffer("").asUint8Array());
JS

cat >look.py <<'PY'
"""Print what a reader finds on the page of the form, and of each flattened copy."""

import pathlib

import pymupdf

for file in sorted(pathlib.Path().glob("*.pdf"), key=lambda file: (file.stem != "form", file.stem)):
    with pymupdf.open(file) as document:
        lines = document[0].get_text().strip().splitlines()
        fields = len(list(document[0].widgets()))
    print(f"{file.stem}, fields {fields}:", " / ".join(line.strip() for line in lines if line.strip()))
PY

venv/bin/python write.py
venv/bin/python flatten.py
node flatten.mjs
venv/bin/python look.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
form, fields 2: Application, due March 31 / Example City Police
cantoo-pdf-lib, fields 0: Application, due March 31 / Example City Police / Received late: not eligible
libpdf-core, fields 0: Application, due March 31 / Example City Police
mupdf, fields 0: Application, due March 31 / Example City Police
pdf-lib, fields 0: Application, due March 31 / Example City Police / Received late: not eligible
pdf_oxide, fields 0: Application, due March 31 / Example City Police / Received late: not eligible
pikepdf, fields 0: Application, due March 31 / Example City Police
pymupdf, fields 0: Application, due March 31 / Example City Police
pypdf, fields 0: Application, due March 31 / Example City Police / Received late: not eligible
pypdfium2, fields 0: Application, due March 31 / Example City Police
EXPECTED
