#!/usr/bin/env bash
# Finding: four of seven readers of Word files drop the hyphen that Word does not break. "Ages 12-17" become "Ages 1217", and
# the number of an award loses its parts.
#
# Word's Ctrl+Shift+Hyphen keeps an award number, a case number, or a span of years on one line. In the file it is no letter
# but an element, <w:noBreakHyphen/>, within the run of text (ECMA-376, 17.3.3.18).
#
# Versions: python-docx 1.2.0, docx2txt 0.9, docx2python 3.7.1, mammoth 1.13.0, markitdown 0.1.9 (Python);
#           officeparser 7.8.0, word-extractor 1.0.4 (Node).
# Guess:    each gives a hyphen, a plain one or U+2011.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). python-docx gives a plain one, mammoth and markitdown U+2011. docx2txt,
#           docx2python, officeparser, and word-extractor give nothing, not even a space, and don't warn: two figures become
#           one number, and a search for the award finds nothing. A hyphen typed as a letter is kept by all seven.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 \
  mammoth==1.13.0 'markitdown[docx]==0.1.9'
npm install --silent --no-audit --no-fund officeparser@7.8.0 word-extractor@1.0.4

cat >read.py <<'PY'
"""Write a Word file whose hyphens are Word's own, then read it."""

import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python
from markitdown import MarkItDown

LINES = ["Ages 12-17", "Homicides 2023-2024", "Award 15PBJA-21-GG-03456-NONF"]
document = docx.Document()
document.add_paragraph("Typed 12-17")
for line in LINES:
    first, *rest = line.split("-")
    run = document.add_paragraph().add_run(first)
    for part in rest:
        run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)
document.save("plan.docx")

with open("plan.docx", "rb") as file:
    raw = mammoth.extract_raw_text(file).value
READ = {
    "python-docx": "\n".join(paragraph.text for paragraph in docx.Document("plan.docx").paragraphs),
    "docx2txt": docx2txt.process("plan.docx"),
    "docx2python": docx2python("plan.docx").text,
    "mammoth": raw,
    "markitdown": MarkItDown().convert("plan.docx").text_content,
}
for reader, text in READ.items():
    print(f"{reader}:", " | ".join(ascii(line)[1:-1] for line in text.splitlines() if line.strip()))
PY

cat >read.mjs <<'JS'
import { parseOffice } from "officeparser";
import WordExtractor from "word-extractor";

const show = (reader, text) => console.log(`${reader}: ${text.split("\n").filter((line) => line.trim()).join(" | ")}`);
show("officeparser", (await parseOffice("plan.docx")).toText());
show("word-extractor", (await new WordExtractor().extract("plan.docx")).getBody());
JS

{ venv/bin/python -W ignore read.py; node read.mjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
python-docx: Typed 12-17 | Ages 12-17 | Homicides 2023-2024 | Award 15PBJA-21-GG-03456-NONF
docx2txt: Typed 12-17 | Ages 1217 | Homicides 20232024 | Award 15PBJA21GG03456NONF
docx2python: Typed 12-17 | Ages 1217 | Homicides 20232024 | Award 15PBJA21GG03456NONF
mammoth: Typed 12-17 | Ages 12\u201117 | Homicides 2023\u20112024 | Award 15PBJA\u201121\u2011GG\u201103456\u2011NONF
markitdown: Typed 12-17 | Ages 12\u201117 | Homicides 2023\u20112024 | Award 15PBJA\u201121\u2011GG\u201103456\u2011NONF
officeparser: Typed 12-17 | Ages 1217 | Homicides 20232024 | Award 15PBJA21GG03456NONF
word-extractor: Typed 12-17 | Ages 1217 | Homicides 20232024 | Award 15PBJA21GG03456NONF
EXPECTED
