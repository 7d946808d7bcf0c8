#!/usr/bin/env bash
# Finding: "from April on at 2 pm" is one meeting at 2 pm for two of four calendar readers, which
# go back to 3 pm in May without a word; "from April on on Thursdays" is one Thursday.
#
# The rules: an instance with RECURRENCE-ID;RANGE=THISANDFUTURE changes that one and all that
# follow by the same difference of start (RFC 5545, sections 3.2.13 and 3.8.4.4).
#
# Versions: icalendar 7.3.2 with recurring-ical-events 3.8.2, icalevents 0.3.1 (Python);
#           ical.js 2.2.1, node-ical 0.26.1 (with rrule-temporal 1.6.0).
# Guess:    all four move every later meeting by the difference; where one can't, it says so.
# Seen:     Nov 29, 2026 (Python 3.11, Node 20). recurring-ical-events and ical.js do. icalevents
#           and node-ical take the component for an exception of April alone: every meeting from
#           May on is at the old hour or on the old day. Neither raises or warns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  icalendar==7.3.2 recurring-ical-events==3.8.2 icalevents==0.3.1
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 rrule-temporal@1.6.0

cat >make.py <<'PY'
"""Write a monthly call that changes from April on, in two ways."""

APRIL = "RECURRENCE-ID;RANGE=THISANDFUTURE:20270414T150000Z"
CHANGES = {
    "an-hour-earlier": [[APRIL, "DTSTART:20270414T140000Z"]],
    "on-thursdays": [[APRIL, "DTSTART:20270415T150000Z"]],
}
for name, changes in CHANGES.items():
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Calls//EN"]
    series = ["DTSTART:20270113T150000Z", "RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=7"]
    for part in (series, *changes):
        lines += [
            "BEGIN:VEVENT", f"UID:{name}@example.gov", "DTSTAMP:20261129T000000Z",
            "SUMMARY:Community of practice", "DURATION:PT1H", *part, "END:VEVENT",
        ]
    with open(f"{name}.ics", "w", newline="") as file:
        file.write("\r\n".join([*lines, "END:VCALENDAR", ""]))
PY

cat >read.py <<'PY'
import sys
from datetime import date, datetime, timezone
from pathlib import Path

import icalendar
import recurring_ical_events
from icalevents.icalevents import events

name = sys.argv[1]
text = Path(f"{name}.ics").read_bytes()
found = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
starts = sorted(event.start for event in found.between(date(2027, 1, 1), date(2028, 1, 1)))
print(f"{name}, recurring-ical-events:", *(f"{start:%m-%d.%H}" for start in starts))
span = {"start": datetime(2027, 1, 1, tzinfo=timezone.utc), "end": datetime(2028, 1, 1, tzinfo=timezone.utc)}
starts = sorted(event.start for event in events(file=f"{name}.ics", **span))
print(f"{name}, icalevents:", *(f"{start:%m-%d.%H}" for start in starts))
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeical from "node-ical";

const name = process.argv[2];
const text = readFileSync(`${name}.ics`, "utf8");
const show = (date) => date.toISOString().slice(5, 13).replace("T", ".");

const parts = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
const all = parts.map((part) => new ICAL.Event(part));
const series = all.find((event) => !event.isRecurrenceException());
for (const event of all) if (event !== series) series.relateException(event);
const iterator = series.iterator();
const starts = [];
for (let next = iterator.next(); next; next = iterator.next())
  starts.push(series.getOccurrenceDetails(next).startDate.toJSDate());
console.log(`${name}, ical.js:`, starts.map(show).join(" "));

const meeting = Object.values(nodeical.sync.parseICS(text)).find((part) => part.type === "VEVENT");
const span = { from: new Date("2027-01-01"), to: new Date("2028-01-01") };
const instances = nodeical.expandRecurringEvent(meeting, span);
console.log(`${name}, node-ical:`, instances.map((each) => show(each.start)).sort().join(" "));
JS

venv/bin/python make.py
for name in an-hour-earlier on-thursdays; do
  venv/bin/python read.py "$name"
  node read.mjs "$name"
done | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
an-hour-earlier, recurring-ical-events: 01-13.15 02-10.15 03-10.15 04-14.14 05-12.14 06-09.14 07-14.14
an-hour-earlier, icalevents: 01-13.15 02-10.15 03-10.15 04-14.14 05-12.15 06-09.15 07-14.15
an-hour-earlier, ical.js: 01-13.15 02-10.15 03-10.15 04-14.14 05-12.14 06-09.14 07-14.14
an-hour-earlier, node-ical: 01-13.15 02-10.15 03-10.15 04-14.14 05-12.15 06-09.15 07-14.15
on-thursdays, recurring-ical-events: 01-13.15 02-10.15 03-10.15 04-15.15 05-13.15 06-10.15 07-15.15
on-thursdays, icalevents: 01-13.15 02-10.15 03-10.15 04-15.15 05-12.15 06-09.15 07-14.15
on-thursdays, ical.js: 01-13.15 02-10.15 03-10.15 04-15.15 05-13.15 06-10.15 07-15.15
on-thursdays, node-ical: 01-13.15 02-10.15 03-10.15 04-15.15 05-12.15 06-09.15 07-14.15
EXPECTED
