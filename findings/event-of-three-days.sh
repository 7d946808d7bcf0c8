#!/usr/bin/env bash
# Finding: "Sept. 9-11, 2019" is September 9, 2011, at 8:19 pm.
#
# Pages and spreadsheets give an event's days as a range, with a hyphen or an en dash. Four widely
# used readers of dates get the days of the program's 2019 summit, both ways, and of two made-up
# events.
#
# Versions: python-dateutil 2.9.0.post0 and 4.0.0, dateparser 1.5.0, chrono-node 2.10.3,
#           any-date-parser 2.2.4.
# Guess:    a reader of ranges (chrono-node) gives both days, for either dash; the others refuse
#           the text, or give its first day.
# Seen:     Nov 28, 2026 (Python 3.11, Node 20). dateutil takes the second day for the year and
#           the year for a time: 2011 at 20:19, in both versions. any-date-parser gives the last
#           day, the first day, or March 21, 2023. dateparser gives the first day of three and
#           None for the fourth. chrono-node gives both days of a hyphen; of an en dash it keeps
#           "September 9", loses the year, and answers with the year in which it is asked. No
#           answer is marked as doubtful.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false TZ=UTC

for version in 2.9.0.post0 4.0.0; do
  python3 -m venv "venv-$version"
  "venv-$version/bin/pip" install --quiet --disable-pip-version-check "python-dateutil==$version"
done
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
npm install --silent --no-audit --no-fund chrono-node@2.10.3 any-date-parser@2.2.4

printf '%s\n' "Sept. 9-11, 2019" "September 9–11, 2019" "March 21-23, 2016" "June 4-6, 2024" >days.txt

cat >dateutil_reads.py <<'PY'
"""Print what dateutil reads in each line."""

import sys

from dateutil import parser

for line in open("days.txt", encoding="utf-8").read().splitlines():
    try:
        found = f"{parser.parse(line):%Y-%m-%d %H:%M}"
    except parser.ParserError:
        found = "refused"
    print(f"dateutil {sys.argv[1]}: {line}: {found}")
PY

cat >dateparser_reads.py <<'PY'
"""Print what dateparser reads in each line."""

import dateparser

for line in open("days.txt", encoding="utf-8").read().splitlines():
    found = dateparser.parse(line, languages=["en"])
    print(f"dateparser: {line}: {found:%Y-%m-%d}" if found else f"dateparser: {line}: None")
PY

cat >reads.cjs <<'JS'
const chrono = require("chrono-node");
const any = require("any-date-parser");
const { readFileSync } = require("node:fs");

const day = (date) => date.toISOString().slice(0, 10);
for (const line of readFileSync("days.txt", "utf8").trim().split("\n")) {
  const [found] = chrono.parse(line, new Date("2026-11-27T14:00:00Z"));
  console.log(`chrono-node: ${line}: ${[found.start, found.end].filter(Boolean).map((part) => day(part.date())).join(" to ")}`);
  const last = any.fromString(line);
  console.log(`any-date-parser: ${line}: ${Number.isNaN(last.valueOf()) ? "refused" : day(last)}`);
}
JS

{
  for version in 2.9.0.post0 4.0.0; do
    "venv-$version/bin/python" -W ignore dateutil_reads.py "$version"
  done
  venv/bin/python -W ignore dateparser_reads.py
  node reads.cjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
dateutil 2.9.0.post0: Sept. 9-11, 2019: 2011-09-09 20:19
dateutil 2.9.0.post0: September 9–11, 2019: refused
dateutil 2.9.0.post0: March 21-23, 2016: 2023-03-21 20:16
dateutil 2.9.0.post0: June 4-6, 2024: 2006-06-04 20:24
dateutil 4.0.0: Sept. 9-11, 2019: 2011-09-09 20:19
dateutil 4.0.0: September 9–11, 2019: refused
dateutil 4.0.0: March 21-23, 2016: 2023-03-21 20:16
dateutil 4.0.0: June 4-6, 2024: 2006-06-04 20:24
dateparser: Sept. 9-11, 2019: 2019-09-09
dateparser: September 9–11, 2019: 2019-09-09
dateparser: March 21-23, 2016: 2016-03-21
dateparser: June 4-6, 2024: None
chrono-node: Sept. 9-11, 2019: 2019-09-09 to 2019-09-11
any-date-parser: Sept. 9-11, 2019: 2019-09-11
chrono-node: September 9–11, 2019: 2026-09-09
any-date-parser: September 9–11, 2019: 2019-09-09
chrono-node: March 21-23, 2016: 2016-03-21 to 2016-03-23
any-date-parser: March 21-23, 2016: 2023-03-21
chrono-node: June 4-6, 2024: 2024-06-04 to 2024-06-06
any-date-parser: June 4-6, 2024: 2024-06-04
EXPECTED
