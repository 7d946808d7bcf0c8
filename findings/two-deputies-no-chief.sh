#!/usr/bin/env bash
# Finding: a chief who sends two deputies to a meeting is no longer among its attendees, and neither is anyone invited through
# two groups. Three more readers cut the name "Records; North" or take the deputies' addresses for the chief's.
#
# An invitation says who comes in another's place (DELEGATED-TO) and through which groups (MEMBER). Both take one address or
# several, each in quotation marks and with a comma between (RFC 5545, 3.2.5 and 3.2.11); quoted text may have semicolons.
#
# Versions: node-ical 0.26.1, ts-ics 2.4.6, ical2json 5.0.0, cal-parser 1.0.2, ical.js 2.2.1 (Node);
#           icalendar 7.3.2, vobject 0.9.9, ical 14.3.1, ics 0.7.3 (Python).
# Guess:    each gives all four attendees, each with the name and the address as written.
# Seen:     Nov 30, 2026 (Node 20, Python 3.11), without a warning or an error.
#           1. node-ical leaves out each attendee with two addresses in quotation marks, and cuts a name at its semicolon.
#           2. ts-ics cuts that name, too. ical2json also takes the deputies' addresses for part of the chief's, even where
#              there is one deputy. cal-parser does that, and gives the last attendee only.
#           3. ical.js, icalendar, vobject, ical, and ics are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9 ical==14.3.1 ics==0.7.3
npm install --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1 ts-ics@2.4.6 ical2json@5.0.0 cal-parser@1.0.2 \
  ical.js@2.2.1

cat >write.py <<'PY'
"""Write an invitation to four: two who delegate, one through two groups, and a unit with a semicolon in its name."""

LINES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Review//EN
BEGIN:VEVENT
UID:review@example.gov
DTSTAMP:20261130T000000Z
DTSTART:20261215T150000Z
DTEND:20261215T160000Z
SUMMARY:Review
ATTENDEE;CN=Chief;DELEGATED-TO="mailto:a@example.gov","mailto:b@example.gov":mailto:chief@example.gov
ATTENDEE;CN=Analyst;MEMBER="mailto:c@example.gov","mailto:d@example.gov":mailto:analyst@example.gov
ATTENDEE;CN="Records; North":mailto:records@example.gov
ATTENDEE;CN=Sheriff;DELEGATED-TO="mailto:e@example.gov":mailto:sheriff@example.gov
END:VEVENT
END:VCALENDAR
"""
# RFC 5545: no line over 75 octets; the next one begins with a space.
folded = [line if len(line) <= 75 else f"{line[:75]}\n {line[75:]}" for line in LINES.splitlines()]
with open("review.ics", "w", newline="\r\n") as file:
    print("\n".join(folded), file=file)
PY

cat >read.mjs <<'JS'
// Read the attendees in Node.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import ICAL from "ical.js";
import { convertIcsCalendar } from "ts-ics";

const require = createRequire(import.meta.url);
const text = readFileSync("review.ics", "utf8");
const READ = {
  "node-ical": () => {
    const [event] = Object.values(require("node-ical").sync.parseICS(text)).filter((each) => each.type === "VEVENT");
    return [event.attendee].flat().map((each) => [each.params.CN, each.val]);
  },
  "ts-ics": () => convertIcsCalendar(undefined, text).events[0].attendees.map((each) => [each.name, each.email]),
  ical2json: () => require("ical2json").convert(text).VCALENDAR[0].VEVENT[0].ATTENDEE.map((each) => [each.CN, each._]),
  "cal-parser": () => {
    const { attendee } = require("cal-parser").parseString(text).events[0];
    return [attendee].flat().map((each) => [each.params.cn, each.value]);
  },
  "ical.js": () => {
    const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
    return event.getAllProperties("attendee").map((each) => [each.getParameter("cn"), each.getFirstValue()]);
  },
};
for (const [reader, read] of Object.entries(READ)) {
  const attendees = read().map(([name, address]) => `${name} <${address.replace(/^mailto:/, "")}>`);
  console.log(`${reader}: ${attendees.join(" | ")}`);
}
JS

cat >read.py <<'PY'
"""Read the same attendees in Python."""

from pathlib import Path

import icalendar
import ics
import vobject
from ical.calendar_stream import IcsCalendarStream

text = Path("review.ics").read_text()
READ = {
    "icalendar": [(a.params["CN"], a) for a in icalendar.Calendar.from_ical(text).events[0]["ATTENDEE"]],
    "vobject": [(a.params["CN"][0], a.value) for a in vobject.readOne(text).vevent.attendee_list],
    "ical": [(a.common_name, a.uri) for a in IcsCalendarStream.calendar_from_ics(text).events[0].attendees],
    "ics": sorted((a.common_name, a.email) for a in next(iter(ics.Calendar(text).events)).attendees),
}
for reader, attendees in READ.items():
    print(f"{reader}:", " | ".join(f"{name} <{address.removeprefix('mailto:')}>" for name, address in attendees))
PY

venv/bin/python write.py
{ node read.mjs; venv/bin/python read.py; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
node-ical: "Records <records@example.gov> | Sheriff <sheriff@example.gov>
ts-ics: Chief <chief@example.gov> | Analyst <analyst@example.gov> | "Records <records@example.gov> | Sheriff <sheriff@example.gov>
ical2json: Chief <a@example.gov","mailto:b@example.gov":mailto:chief@example.gov> | Analyst <c@example.gov","mailto:d@example.gov":mailto:analyst@example.gov> | "Records <records@example.gov> | Sheriff <e@example.gov":mailto:sheriff@example.gov>
cal-parser: Sheriff <e@example.gov":mailto:sheriff@example.gov>
ical.js: Chief <chief@example.gov> | Analyst <analyst@example.gov> | Records; North <records@example.gov> | Sheriff <sheriff@example.gov>
icalendar: Chief <chief@example.gov> | Analyst <analyst@example.gov> | Records; North <records@example.gov> | Sheriff <sheriff@example.gov>
vobject: Chief <chief@example.gov> | Analyst <analyst@example.gov> | Records; North <records@example.gov> | Sheriff <sheriff@example.gov>
ical: Chief <chief@example.gov> | Analyst <analyst@example.gov> | Records; North <records@example.gov> | Sheriff <sheriff@example.gov>
ics: Analyst <analyst@example.gov> | Chief <chief@example.gov> | Records; North <records@example.gov> | Sheriff <sheriff@example.gov>
EXPECTED
