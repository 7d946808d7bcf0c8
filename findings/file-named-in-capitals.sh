#!/usr/bin/env bash
# Finding: the file input of the U.S. Web Design System takes counts.csv and refuses COUNTS.CSV, the name that many police
# systems give their exports, and each photo that a phone calls IMG_0042.JPG: "This is not a valid file type," and the file
# is gone. With accept=".csv, .xlsx", it refuses every workbook, because of the space.
#
# HTML compares names and types without regard to case, and allows spaces around the commas of accept (HTML standard,
# 4.10.5.1.17). The browser's own dialog offers all of these files; the script takes them away again.
#
# Versions: @uswds/uswds 3.14.0, jsdom 29.1.1, Node 20.
# Guess:    what the browser offers to choose is taken; a .csv that Windows calls application/vnd.ms-excel, as it does where
#           Excel is installed, is taken by its name where accept names .csv, too.
# Seen:     Nov 30, 2026; the first three and the photo also in Chromium 156. Each accepted name and type is looked for as it
#           is written, space and all, anywhere in the file's name and type. So capital letters are refused in extensions,
#           except where the type alone fits: image/* takes IMG_0042.JPG. On Windows with Excel, text/csv refuses counts.csv,
#           and text/csv,.csv still refuses COUNTS.CSV.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

npm install --silent --no-audit --no-fund --ignore-scripts @uswds/uswds@3.14.0 jsdom@29.1.1

cat >choose.mjs <<'JS'
// Choose a file in an input of the design system, and look whether it is still there.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("", { url: "https://psp.example.gov/", pretendToBeVisual: true });
for (const name of ["document", "HTMLElement", "CustomEvent", "MutationObserver", "FileReader"]) globalThis[name] = window[name];
globalThis.window = window;
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
const { fileInput } = (await import("@uswds/uswds/js")).default;

const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV_ON_WINDOWS = "application/vnd.ms-excel";
const CHOICES = [
  [".csv,.xlsx", "counts.csv", "text/csv"],
  [".csv,.xlsx", "COUNTS.CSV", "text/csv"],
  [".csv, .xlsx", "counts.xlsx", EXCEL],
  [".jpg,.png", "IMG_0042.JPG", "image/jpeg"],
  ["image/*", "IMG_0042.JPG", "image/jpeg"],
  ["text/csv", "counts.csv", CSV_ON_WINDOWS],
  ["text/csv,.csv", "counts.csv", CSV_ON_WINDOWS],
  ["text/csv,.csv", "COUNTS.CSV", CSV_ON_WINDOWS],
];
for (const [accept, name, type] of CHOICES) {
  document.body.innerHTML = `<label for="file">File</label><input class="usa-file-input" id="file" type="file" accept="${accept}">`;
  fileInput.on(document.body);
  const input = document.getElementById("file");
  let files = [new window.File(["month,homicides"], name, { type })];
  // jsdom has no dialog: stand in for it, and for emptying the input.
  Object.defineProperty(input, "files", { get: () => files });
  Object.defineProperty(input, "value", { get: () => files[0]?.name ?? "", set: () => (files = []) });
  input.dispatchEvent(new window.Event("change", { bubbles: true }));
  const said = document.querySelector(".usa-file-input__accepted-files-message")?.textContent ?? "";
  console.log(`accept="${accept}", ${name}: ${files.length ? "taken" : "gone"} ${said}`.trim());
  fileInput.off(document.body);
}
JS

node choose.mjs | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
accept=".csv,.xlsx", counts.csv: taken
accept=".csv,.xlsx", COUNTS.CSV: gone Error: This is not a valid file type.
accept=".csv, .xlsx", counts.xlsx: gone Error: This is not a valid file type.
accept=".jpg,.png", IMG_0042.JPG: gone Error: This is not a valid file type.
accept="image/*", IMG_0042.JPG: taken
accept="text/csv", counts.csv: gone Error: This is not a valid file type.
accept="text/csv,.csv", counts.csv: taken
accept="text/csv,.csv", COUNTS.CSV: gone Error: This is not a valid file type.
EXPECTED
