#!/usr/bin/env bash
# Finding: invitations from the places that never change their clocks, Arizona, Hawaii, Guam, and Puerto Rico, are read in
# UTC by one of five calendar readers: 3 pm in Phoenix is 8 am. Denver's are right, so a test with Denver finds nothing.
#
# Exchange writes a zone under a Windows name and defines it beside the meeting (RFC 5545, 3.6.5), with the same offset for
# both halves of the year and no rule where clocks stand still. Other programs write one half only, or a name of their own.
#
# Versions: ical 14.3.1 (the reader of Home Assistant), icalendar 7.3.2 with recurring-ical-events 3.8.2, icalevents 0.3.1
#           (Python); ical.js 2.2.1, node-ical 0.26.1 (Node).
# Guess:    all five follow the definition in the file, whatever the zone is called.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). ical takes the offset as 0 for every zone that has no rule of recurrence, so
#           the meetings are 4 to 10 hours off, and gives no warning. It is right where the name is an IANA name, which it
#           knows, and where the zone changes its clocks. node-ical doesn't look at the definition of a zone with a name of
#           its own ("Arizona", "Eastern"): the hour is the server's.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ical==14.3.1 icalendar==7.3.2 recurring-ical-events==3.8.2 \
  icalevents==0.3.1
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1

cat >make.py <<'PY'
"""Write one meeting at 3 pm on July 14, 2026, for each zone."""

FALL, SPRING = "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"
ZONES = [
    ("denver", "Mountain Standard Time", "-0700", "-0600", "1601"),
    ("phoenix", "US Mountain Standard Time", "-0700", "-0700", "1601"),
    ("honolulu", "Hawaiian Standard Time", "-1000", "-1000", "1601"),
    ("guam", "West Pacific Standard Time", "+1000", "+1000", "1601"),
    ("san-juan", "SA Western Standard Time", "-0400", "-0400", "1601"),
    ("phoenix-one-half", "US Mountain Standard Time", "-0700", "", "1970"),
    ("phoenix-iana", "America/Phoenix", "-0700", "", "1970"),
    ("phoenix-own-name", "Arizona", "-0700", "", "1970"),
    ("new-york-own-name", "Eastern", "-0500", "-0400", "2007"),
]


def half(kind, year, before, after, rule):
    rules = [rule] if before != after else []
    day = {"2007": "0311" if kind == "DAYLIGHT" else "1104"}.get(year, "0101")
    lines = [f"BEGIN:{kind}", f"DTSTART:{year}{day}T020000", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]
    return [*lines, *rules, f"END:{kind}"]


for name, zone, winter, summer, year in ZONES:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Invitations//EN", "BEGIN:VTIMEZONE", f"TZID:{zone}"]
    lines += half("STANDARD", year, summer or winter, winter, FALL)
    lines += half("DAYLIGHT", year, winter, summer, SPRING) if summer else []
    lines += ["END:VTIMEZONE", "BEGIN:VEVENT", f"UID:{name}@example.gov", "DTSTAMP:20261130T000000Z", "SUMMARY:Site visit"]
    lines += [f"DTSTART;TZID={zone}:20260714T150000", f"DTEND;TZID={zone}:20260714T160000"]
    with open(f"{name}.ics", "w", newline="") as file:
        file.write("\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]))
    print(name)
PY

cat >read.py <<'PY'
import sys
from datetime import datetime, timezone
from pathlib import Path

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream
from icalevents.icalevents import events

span = [datetime(year, 1, 1, tzinfo=timezone.utc) for year in (2026, 2027)]
for name in sys.argv[1:]:
    text = Path(f"{name}.ics").read_text()
    (first,) = IcsCalendarStream.calendar_from_ics(text).timeline_tz(timezone.utc).included(*span)
    (second,) = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*span)
    (third,) = events(file=f"{name}.ics", start=span[0], end=span[1])
    utc = [f"{each.start.astimezone(timezone.utc):%d.%H}" for each in (first, second, third)]
    print(f"{name}: ical {utc[0]}, recurring-ical-events {utc[1]}, icalevents {utc[2]}")
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeical from "node-ical";

const show = (date) => date.toISOString().slice(8, 13).replace("T", ".");
for (const name of process.argv.slice(2)) {
  const text = readFileSync(`${name}.ics`, "utf8");
  ICAL.TimezoneService.reset();
  const root = new ICAL.Component(ICAL.parse(text));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const first = new ICAL.Event(root.getFirstSubcomponent("vevent")).startDate.toJSDate();
  const second = Object.values(nodeical.sync.parseICS(text)).find((part) => part.type === "VEVENT").start;
  console.log(`${name}: ical.js ${show(first)}, node-ical ${show(second)}`);
}
JS

names=$(venv/bin/python make.py)
{ venv/bin/python read.py $names; node read.mjs $names; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
denver: ical 14.21, recurring-ical-events 14.21, icalevents 14.21
phoenix: ical 14.15, recurring-ical-events 14.22, icalevents 14.22
honolulu: ical 14.15, recurring-ical-events 15.01, icalevents 15.01
guam: ical 14.15, recurring-ical-events 14.05, icalevents 14.05
san-juan: ical 14.15, recurring-ical-events 14.19, icalevents 14.19
phoenix-one-half: ical 14.15, recurring-ical-events 14.22, icalevents 14.22
phoenix-iana: ical 14.22, recurring-ical-events 14.22, icalevents 14.22
phoenix-own-name: ical 14.15, recurring-ical-events 14.22, icalevents 14.22
new-york-own-name: ical 14.19, recurring-ical-events 14.19, icalevents 14.19
denver: ical.js 14.21, node-ical 14.21
phoenix: ical.js 14.22, node-ical 14.22
honolulu: ical.js 15.01, node-ical 15.01
guam: ical.js 14.05, node-ical 14.05
san-juan: ical.js 14.19, node-ical 14.19
phoenix-one-half: ical.js 14.22, node-ical 14.22
phoenix-iana: ical.js 14.22, node-ical 14.22
phoenix-own-name: ical.js 14.22, node-ical 14.15
new-york-own-name: ical.js 14.19, node-ical 14.15
EXPECTED
