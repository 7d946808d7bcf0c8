#!/usr/bin/env bash
# Finding: in a PDF declared PDF/UA-1, a picture with alt="" becomes a figure without a text, and a
# word in another language loses its language.
#
# A report has a line drawn as a picture (alt="", as WCAG asks for decoration) and a Spanish name in
# an English sentence (lang="es", as WCAG 3.1.2 asks). The document is valid HTML.
#
# Versions: WeasyPrint 70.0, read with pypdf 7.1.1. Needs Pango.
# Guess:    the decorative picture is an artifact, in no tag; the word is a Span with /Lang es-ES.
# Seen:     Nov 28, 2026 (Python 3.11), with and without pdf_variant="pdf/ua-1", and no warning. Both
#           pictures are Figures, the decorative one without /Alt, which PDF/UA-1 (7.3) forbids: a
#           screen reader says "graphic". The Span of the word has no /Lang: it is read as English.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install -qq --disable-pip-version-check weasyprint==70.0 pypdf==7.1.1

cat >draw.py <<'PY'
import io

import pypdf
import weasyprint

LINE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='9'%3E"
    "%3Crect width='90' height='9'/%3E%3C/svg%3E"
)
HTML = f"""<!DOCTYPE html><html lang="en-US"><head><title>Report</title></head><body>
<h1>Report</h1><p>The team is called <span lang="es-ES">Comunidad Segura</span>.</p>
<p><img src="{LINE}" alt="Month 3 of 36"></p><p><img src="{LINE}" alt=""></p></body></html>"""


def tags(found, depth=0):
    found = found.get_object()
    if isinstance(found, list):
        for part in found:
            yield from tags(part, depth)
    elif isinstance(found, dict) and "/S" in found:
        yield found
        if "/K" in found:
            yield from tags(found["/K"], depth + 1)


for variant in (None, "pdf/ua-1"):
    drawn = weasyprint.HTML(string=HTML).write_pdf(pdf_tags=True, pdf_variant=variant)
    root = pypdf.PdfReader(io.BytesIO(drawn)).trailer["/Root"]
    every = list(tags(root["/StructTreeRoot"]["/K"]))
    alts = [str(tag.get("/Alt")) for tag in every if tag["/S"] == "/Figure"]
    langs = sorted({str(tag["/Lang"]) for tag in every if "/Lang" in tag})
    print(f"{variant}: document {root['/Lang']}, figures {alts}, languages inside {langs}")
PY

cat >recorded <<'TXT'
None: document en-US, figures ['Month 3 of 36', 'None'], languages inside []
pdf/ua-1: document en-US, figures ['Month 3 of 36', 'None'], languages inside []
TXT

v/bin/python draw.py | tee seen
diff recorded seen
echo "As recorded."
