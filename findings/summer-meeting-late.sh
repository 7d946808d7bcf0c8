#!/usr/bin/env bash
# Finding: "3 pm ET" is read as Eastern *standard* time all year, so a meeting in July is put an
# hour late; "CT" and "MT" are not read at all.
#
# Programs write "ET", "CT", and "PT" so that nobody has to think of daylight saving time. A
# schedule typed or imported in words is read by dateparser (Python) or chrono-node (Node).
#
# Versions: dateparser 1.5.0, chrono-node 2.10.3.
# Guess:    both know the four abbreviations or none of them. One that knows "ET" gives it the
#           offset of the day named: that is what the missing S or D means.
# Seen:     Nov 28, 2026 (Python 3.11, Node 20). dateparser gives "ET" -05:00 and "PT" -08:00 on
#           every day of the year: 3 pm ET on July 14 is 20:00 UTC, an hour late. For "CT" and
#           "MT" it answers None. chrono-node follows daylight saving time in all four, but reads
#           past "AKT", "HST" and "Eastern time": the hour is taken in the server's zone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false TZ=UTC

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
npm install --silent --no-audit --no-fund chrono-node@2.10.3

cat >meetings.txt <<'TXT'
January 13, 2027 3 pm ET
July 14, 2027 3 pm ET
July 14, 2027 3 pm EDT
July 14, 2027 3 pm CT
July 14, 2027 3 pm MT
July 14, 2027 3 pm PT
July 14, 2027 3 pm AKT
July 14, 2027 3 pm HST
July 14, 2027 3 pm Eastern time
TXT

cat >read.py <<'PY'
"""Print the instant that dateparser reads in each line, in UTC."""

import dateparser

for line in open("meetings.txt", encoding="utf-8").read().splitlines():
    found = dateparser.parse(line, languages=["en"], settings={"TO_TIMEZONE": "UTC"})
    print(f"dateparser: {line}: {found and found.strftime('%H:%M UTC')}")
PY

cat >read.cjs <<'JS'
const { parseDate } = require("chrono-node");
const { readFileSync } = require("node:fs");

for (const line of readFileSync("meetings.txt", "utf8").trim().split("\n")) {
  console.log(`chrono-node: ${line}: ${parseDate(line).toISOString().slice(11, 16)} UTC`);
}
JS

{ venv/bin/python -W ignore read.py; node read.cjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
dateparser: January 13, 2027 3 pm ET: 20:00 UTC
dateparser: July 14, 2027 3 pm ET: 20:00 UTC
dateparser: July 14, 2027 3 pm EDT: 19:00 UTC
dateparser: July 14, 2027 3 pm CT: None
dateparser: July 14, 2027 3 pm MT: None
dateparser: July 14, 2027 3 pm PT: 23:00 UTC
dateparser: July 14, 2027 3 pm AKT: None
dateparser: July 14, 2027 3 pm HST: 01:00 UTC
dateparser: July 14, 2027 3 pm Eastern time: None
chrono-node: January 13, 2027 3 pm ET: 20:00 UTC
chrono-node: July 14, 2027 3 pm ET: 19:00 UTC
chrono-node: July 14, 2027 3 pm EDT: 19:00 UTC
chrono-node: July 14, 2027 3 pm CT: 20:00 UTC
chrono-node: July 14, 2027 3 pm MT: 21:00 UTC
chrono-node: July 14, 2027 3 pm PT: 22:00 UTC
chrono-node: July 14, 2027 3 pm AKT: 15:00 UTC
chrono-node: July 14, 2027 3 pm HST: 15:00 UTC
chrono-node: July 14, 2027 3 pm Eastern time: 15:00 UTC
EXPECTED
