#!/usr/bin/env bash
# Finding: libphonenumber turns the word after a local number into digits and calls the result
# a valid number in another state.
#
# Agencies print numbers as "612-5550 Fax" for their own area and "612-555-0123 (main)" for
# everybody. Letters are accepted because of numbers such as 1-888-ATF-TIPS.
#
# Versions: phonenumbers 9.0.43 (Python), google-libphonenumber 3.2.47 (npm; Google's own code),
#           libphonenumber-js 1.13.16 (npm; written anew).
# Guess:    a word behind the number is dropped or refused, seven digits stay invalid, and of
#           two numbers with a slash the first is taken; the three packages agree.
# Seen:     Nov 27, 2026 (Python 3.11, Node 20). "612-5550 Fax" is +1 612 555 0329, valid, a
#           number of Minneapolis wherever the agency is. The full number with "(main)" grows to
#           fourteen digits and is invalid, and so does one with a slash; nothing is raised.
#           "24 hours" even gives different digits in Python and JavaScript. libphonenumber-js
#           drops the word but has 1-888-ATF-TIPS as +1 1888, so a browser and a server that
#           use two of them disagree on both kinds.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43
npm install --silent --no-audit --no-fund google-libphonenumber@3.2.47 libphonenumber-js@1.13.16

cat >numbers.json <<'JSON'
["612-5550 Fax", "612-5550 (TTY)", "612-5550", "612-555-0123 (main)", "612-555-0123 Fax",
 "612-555-0123 24 hours", "612-555-0123/0124", "612-555-0123 ext. 4", "1-888-ATF-TIPS"]
JSON

cat >parse.py <<'PY'
import json

import phonenumbers

for text in json.load(open("numbers.json")):
    number = phonenumbers.parse(text, "US")
    extension = f" ext {number.extension}" if number.extension else ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    valid = "valid" if phonenumbers.is_valid_number(number) else "invalid"
    print(f"phonenumbers: {text} = {written}{extension} {valid}")
PY

cat >parse.cjs <<'JS'
const texts = require("./numbers.json");
const { PhoneNumberUtil, PhoneNumberFormat } = require("google-libphonenumber");
const { parsePhoneNumberFromString } = require("libphonenumber-js/max");

const util = PhoneNumberUtil.getInstance();
const word = (valid) => (valid ? "valid" : "invalid");
for (const text of texts) {
  const number = util.parse(text, "US");
  const extension = number.getExtension() ? ` ext ${number.getExtension()}` : "";
  console.log(`google-libphonenumber: ${text} = ${util.format(number, PhoneNumberFormat.E164)}${extension} ${word(util.isValidNumber(number))}`);
}
for (const text of texts) {
  const number = parsePhoneNumberFromString(text, "US");
  console.log(`libphonenumber-js: ${text} = ${number.number}${number.ext ? ` ext ${number.ext}` : ""} ${word(number.isValid())}`);
}
JS

{ venv/bin/python parse.py; node parse.cjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
phonenumbers: 612-5550 Fax = +16125550329 valid
phonenumbers: 612-5550 (TTY) = +16125550889 valid
phonenumbers: 612-5550 = +16125550 invalid
phonenumbers: 612-555-0123 (main) = +161255501236246 invalid
phonenumbers: 612-555-0123 Fax = +16125550123329 invalid
phonenumbers: 612-555-0123 24 hours = +161255501232446877 invalid
phonenumbers: 612-555-0123/0124 = +161255501230124 invalid
phonenumbers: 612-555-0123 ext. 4 = +16125550123 ext 4 valid
phonenumbers: 1-888-ATF-TIPS = +18882838477 valid
google-libphonenumber: 612-5550 Fax = +16125550329 valid
google-libphonenumber: 612-5550 (TTY) = +16125550889 valid
google-libphonenumber: 612-5550 = +16125550 invalid
google-libphonenumber: 612-555-0123 (main) = +161255501236246 invalid
google-libphonenumber: 612-555-0123 Fax = +16125550123329 invalid
google-libphonenumber: 612-555-0123 24 hours = +161255501232446880 invalid
google-libphonenumber: 612-555-0123/0124 = +161255501230124 invalid
google-libphonenumber: 612-555-0123 ext. 4 = +16125550123 ext 4 valid
google-libphonenumber: 1-888-ATF-TIPS = +18882838477 valid
libphonenumber-js: 612-5550 Fax = +16125550 invalid
libphonenumber-js: 612-5550 (TTY) = +16125550 invalid
libphonenumber-js: 612-5550 = +16125550 invalid
libphonenumber-js: 612-555-0123 (main) = +16125550123 valid
libphonenumber-js: 612-555-0123 Fax = +16125550123 valid
libphonenumber-js: 612-555-0123 24 hours = +1612555012324 invalid
libphonenumber-js: 612-555-0123/0124 = +161255501230124 invalid
libphonenumber-js: 612-555-0123 ext. 4 = +16125550123 ext 4 valid
libphonenumber-js: 1-888-ATF-TIPS = +11888 invalid
EXPECTED
