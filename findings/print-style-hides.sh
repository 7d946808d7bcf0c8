#!/usr/bin/env bash
# Finding: a mail hides its button in print, by <style media="print">. Three of four tools that write a mail's styles into its
# elements hide the button on the screen, too. A width for phones applies everywhere, and so does white text for dark mode.
#
# Some mail programs drop style sheets, so these tools write each rule into the elements that it selects. A style of an element
# holds for every medium: a rule for one medium must stay in its sheet. None of the four moves one out of @media print { ... }.
#
# Versions: css-inline 0.24.0, premailer 3.10.0 (Python); juice 11.1.1, inline-css 4.0.3, @css-inline/css-inline 0.21.2, which is
#           css-inline for Node.
# Guess:    none writes a rule for print into an element, neither from media="print" nor from @media print.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). All but premailer pass over the attribute media of <style>, whatever it says,
#           and that of <link rel="stylesheet">. Nothing warns. premailer leaves such sheets alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check css-inline==0.24.0 premailer==3.10.0
npm install --silent --no-audit --no-fund --ignore-scripts juice@11.1.1 inline-css@4.0.3 @css-inline/css-inline@0.21.2

cat >write.py <<'PY'
"""Write mails that differ in the style sheet only."""

SHEETS = {
    "1 media=print": '<style media="print">.button { display: none }</style>',
    "2 @media print": "<style>@media print { .button { display: none } }</style>",
    "3 phones": '<style media="(max-width: 480px)">.button { width: 100% }</style>',
    "4 dark": '<style media="(prefers-color-scheme: dark)">.button { color: white }</style>',
    "5 link media=print": '<link rel="stylesheet" media="print" href="print.css">',
    "6 link": '<link rel="stylesheet" href="print.css">',
}
for name, sheet in SHEETS.items():
    with open(f"{name}.html", "w") as file:
        file.write(
            f"<!DOCTYPE html><html><head><title>Request</title>{sheet}</head>"
            '<body><a class="button" href="https://psp.example.gov/">Answer by Friday</a></body></html>'
        )
with open("print.css", "w") as file:
    file.write(".button { display: none }")
PY

cat >inline.py <<'PY'
import pathlib
import re

import css_inline
import premailer

HERE = pathlib.Path.cwd()
TOOLS = {
    "css-inline": css_inline.CSSInliner(base_url=f"{HERE.as_uri()}/").inline,
    "premailer": lambda html: premailer.Premailer(html, base_path=str(HERE), allow_loading_external_files=True).transform(),
}
for file in sorted(HERE.glob("*.html")):
    for tool, inline in TOOLS.items():
        written = re.search(r'<a[^>]* style="([^"]*)"', inline(file.read_text()))
        print(f"{file.stem}, {tool}:", re.sub(r":\s*", ": ", written[1].rstrip(";")) if written else "-")
PY

cat >inline.mjs <<'JS'
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inline } from "@css-inline/css-inline";
import inlineCss from "inline-css";
import juice from "juice";

const here = `${pathToFileURL(process.cwd())}/`;
const resources = { webResources: { relativeTo: process.cwd() } };
const tools = {
  juice: (html) =>
    new Promise((done, failed) =>
      juice.juiceResources(html, resources, (error, written) => (error ? failed(error) : done(written))),
    ),
  "inline-css": (html) => inlineCss(html, { url: here }),
  "@css-inline/css-inline": (html) => inline(html, { baseUrl: here }),
};
for (const file of readdirSync(".").filter((name) => name.endsWith(".html")).sort())
  for (const [tool, run] of Object.entries(tools)) {
    const written = (await run(readFileSync(file, "utf8"))).match(/<a[^>]* style="([^"]*)"/);
    console.log(`${file.replace(".html", "")}, ${tool}:`, written ? written[1].replace(/;$/, "") : "-");
  }
JS

venv/bin/python write.py
{
  venv/bin/python inline.py
  node inline.mjs
} | LC_ALL=C sort | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
1 media=print, @css-inline/css-inline: display: none
1 media=print, css-inline: display: none
1 media=print, inline-css: display: none
1 media=print, juice: display: none
1 media=print, premailer: -
2 @media print, @css-inline/css-inline: -
2 @media print, css-inline: -
2 @media print, inline-css: -
2 @media print, juice: -
2 @media print, premailer: -
3 phones, @css-inline/css-inline: width: 100%
3 phones, css-inline: width: 100%
3 phones, inline-css: width: 100%
3 phones, juice: width: 100%
3 phones, premailer: -
4 dark, @css-inline/css-inline: color: white
4 dark, css-inline: color: white
4 dark, inline-css: color: white
4 dark, juice: color: white
4 dark, premailer: -
5 link media=print, @css-inline/css-inline: display: none
5 link media=print, css-inline: display: none
5 link media=print, inline-css: display: none
5 link media=print, juice: display: none
5 link media=print, premailer: -
6 link, @css-inline/css-inline: display: none
6 link, css-inline: display: none
6 link, inline-css: display: none
6 link, juice: display: none
6 link, premailer: display: none
EXPECTED
