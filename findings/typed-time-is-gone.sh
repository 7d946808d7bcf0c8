#!/usr/bin/env bash
# Finding: a person types "3:00pm" into the time picker of the U.S. Web Design System, sees 3:00pm marked in its list, and goes
# on to the next field: the time is gone, and the form sends none. Whoever corrects 2:00pm in that way sends 2:00pm.
#
# Only Enter keeps what was typed, and only if it is written as in the list: "3:30 PM" and "15:30" go by Enter, too. Nothing
# is said. The combo box, of which the time picker is made, does the same with a site whose name was typed in full.
#
# Versions: @uswds/uswds 3.14.0, jsdom 29.1.1, Node 20.
# Guess:    what equals an entry of the list is taken, however the field is left; what doesn't is refused with a message.
# Seen:     Nov 30, 2026, with Node 20, and the same with a keyboard in Chromium 156. Tab and a click elsewhere put the former
#           choice back, or nothing where there was none. The down arrow, then Enter, chooses the marked entry.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

npm install --silent --no-audit --no-fund --ignore-scripts @uswds/uswds@3.14.0 jsdom@29.1.1

cat >type.mjs <<'JS'
// Type into a time picker and a combo box, leave the field, and print what the form sends.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("", { url: "https://psp.example.gov/", pretendToBeVisual: true });
for (const name of ["document", "HTMLElement", "CustomEvent", "KeyboardEvent", "MutationObserver"]) globalThis[name] = window[name];
globalThis.window = window;
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
const { comboBox, timePicker } = (await import("@uswds/uswds/js")).default;

const TIME = `<label for="at">Time</label><div class="usa-time-picker"><input class="usa-input" id="at" name="at"></div>`;
const SITE = `<label for="at">Site</label><div class="usa-combo-box"><select class="usa-select" id="at" name="at">
  <option>Kansas City, KS</option><option>Kansas City, MO</option></select></div>`;
const WAYS = [
  [TIME, "", "3:00pm", "Tab"],
  [TIME, "", "3:00pm", "Enter"],
  [TIME, "", "3:30 PM", "Enter"],
  [TIME, "", "15:30", "Enter"],
  [TIME, "2:00pm", "3:00pm", "Tab"],
  [SITE, "", "Kansas City, MO", "Tab"],
  [SITE, "Kansas City, KS", "Kansas City, MO", "Tab"],
];

function type(input, text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new window.InputEvent("input", { bubbles: true }));
}

function leave(input, key) {
  input.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true }));
  document.getElementById("next").focus();
}

for (const [field, before, typed, key] of WAYS) {
  document.body.innerHTML = `<form>${field}<button id="next">Save</button></form>`;
  timePicker.on(document.body);
  comboBox.on(document.body);
  const input = document.querySelector(".usa-combo-box__input");
  const select = document.querySelector("select");
  document.querySelector(".usa-combo-box__clear-input").click();
  if (before) {
    type(input, before);
    leave(input, "Enter");
  }
  type(input, typed);
  const marked = document.querySelector(".usa-combo-box__list-option--focused")?.textContent;
  leave(input, key);
  const sent = new window.FormData(document.querySelector("form")).get("at");
  console.log(`${before && `${before}, then `}"${typed}", marked ${marked}, ${key}: shown "${input.value}", sent ${sent || "nothing"}`);
  comboBox.off(document.body);
  timePicker.off(document.body);
}
JS

node type.mjs | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
"3:00pm", marked 3:00pm, Tab: shown "", sent nothing
"3:00pm", marked 3:00pm, Enter: shown "3:00pm", sent 15:00
"3:30 PM", marked 3:30pm, Enter: shown "", sent nothing
"15:30", marked 1:30am, Enter: shown "", sent nothing
2:00pm, then "3:00pm", marked 3:00pm, Tab: shown "2:00pm", sent 14:00
"Kansas City, MO", marked Kansas City, MO, Tab: shown "", sent nothing
Kansas City, KS, then "Kansas City, MO", marked Kansas City, MO, Tab: shown "Kansas City, KS", sent Kansas City, KS
EXPECTED
