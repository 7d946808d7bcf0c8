#!/usr/bin/env bash
# Finding: four plain RFC 5545 series, two of four calendar readers with meetings nobody planned
# or without one that was.
#
# The rules: a yearly review that began on February 29 (an invalid day is skipped, section
# 3.3.10, so it falls on leap years); the first business day of the month; the second Wednesday
# at 10 and at 3; the second Wednesday with one more meeting added by RDATE.
#
# Versions: ical.js 2.2.1, node-ical 0.26.1 (with rrule-temporal 1.6.0); icalendar 7.3.2 with
#           recurring-ical-events 3.8.2, ical 14.3.1 (Python).
# Guess:    all four read all four series alike; if one fails on a rule, it says so.
# Seen:     Nov 27, 2026 (Python 3.11, Node 20). The Python readers agree with the RFC. ical.js
#           has the yearly review on March 1 of every other year; node-ical moves it to
#           February 28 for good, leap years included. ical.js holds the first-business-day
#           meeting on three days of one month, adds a meeting on the 1st of the month to the
#           one held twice a day, and lets these days use up COUNT, so that real ones are
#           missing at the end. node-ical leaves the added meeting out. None raises or warns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  icalendar==7.3.2 recurring-ical-events==3.8.2 ical==14.3.1
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 rrule-temporal@1.6.0

cat >make.py <<'PY'
"""Write one calendar for each series."""

SERIES = {
    "yearly": ["DTSTART:20280229T150000Z", "RRULE:FREQ=YEARLY;UNTIL=20331231T000000Z"],
    "first-business-day": [
        "DTSTART:20270201T150000Z",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3",
    ],
    "twice-a-day": [
        "DTSTART:20270113T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=2WE;BYHOUR=10,15;COUNT=5",
    ],
    "one-more": [
        "DTSTART:20270113T150000Z", "RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=3", "RDATE:20270120T150000Z",
    ],
}
for name, rules in SERIES.items():
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Series//EN", "BEGIN:VEVENT",
        f"UID:{name}@example.gov", "DTSTAMP:20261127T000000Z", "SUMMARY:Community of practice",
        "DURATION:PT1H", *rules, "END:VEVENT", "END:VCALENDAR", "",
    ]
    with open(f"{name}.ics", "w", newline="") as file:
        file.write("\r\n".join(lines))
PY

cat >read.py <<'PY'
import sys
from datetime import date
from pathlib import Path

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

name = sys.argv[1]
text = Path(f"{name}.ics").read_bytes().decode()
found = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
starts = sorted(event.start for event in found.between(date(2026, 1, 1), date(2035, 1, 1)))
print(f"{name}, recurring-ical-events:", *(f"{start:%Y-%m-%d.%H}" for start in starts))
starts = [event.dtstart for event in IcsCalendarStream.calendar_from_ics(text).timeline]
print(f"{name}, ical:", *(f"{start:%Y-%m-%d.%H}" for start in starts))
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeical from "node-ical";

const name = process.argv[2];
const text = readFileSync(`${name}.ics`, "utf8");
const show = (date) => date.toISOString().slice(0, 13).replace("T", ".");

const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
const iterator = event.iterator();
const starts = [];
for (let next = iterator.next(); next; next = iterator.next()) starts.push(next.toJSDate());
console.log(`${name}, ical.js:`, starts.map(show).join(" "));

const meeting = Object.values(nodeical.sync.parseICS(text)).find((part) => part.type === "VEVENT");
const span = { from: new Date("2026-01-01"), to: new Date("2035-01-01") };
const instances = nodeical.expandRecurringEvent(meeting, span);
console.log(`${name}, node-ical:`, instances.map((instance) => show(instance.start)).join(" "));
JS

venv/bin/python make.py
for name in yearly first-business-day twice-a-day one-more; do
  venv/bin/python read.py "$name"
  node read.mjs "$name"
done | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
yearly, recurring-ical-events: 2028-02-29.15 2032-02-29.15
yearly, ical: 2028-02-29.15 2032-02-29.15
yearly, ical.js: 2028-02-29.15 2029-03-01.15 2030-03-01.15 2031-03-01.15 2032-02-29.15 2033-03-01.15
yearly, node-ical: 2028-02-29.15 2029-02-28.15 2030-02-28.15 2031-02-28.15 2032-02-28.15 2033-02-28.15
first-business-day, recurring-ical-events: 2027-02-01.15 2027-03-01.15 2027-04-01.15
first-business-day, ical: 2027-02-01.15 2027-03-01.15 2027-04-01.15
first-business-day, ical.js: 2027-02-01.15 2027-02-02.15 2027-02-03.15
first-business-day, node-ical: 2027-02-01.15 2027-03-01.15 2027-04-01.15
twice-a-day, recurring-ical-events: 2027-01-13.10 2027-01-13.15 2027-02-10.10 2027-02-10.15 2027-03-10.10
twice-a-day, ical: 2027-01-13.10 2027-01-13.15 2027-02-10.10 2027-02-10.15 2027-03-10.10
twice-a-day, ical.js: 2027-01-13.10 2027-01-13.15 2027-02-01.15 2027-02-10.10 2027-02-10.15
twice-a-day, node-ical: 2027-01-13.10 2027-01-13.15 2027-02-10.10 2027-02-10.15 2027-03-10.10
one-more, recurring-ical-events: 2027-01-13.15 2027-01-20.15 2027-02-10.15 2027-03-10.15
one-more, ical: 2027-01-13.15 2027-01-20.15 2027-02-10.15 2027-03-10.15
one-more, ical.js: 2027-01-13.15 2027-01-20.15 2027-02-10.15 2027-03-10.15
one-more, node-ical: 2027-01-13.15 2027-02-10.15 2027-03-10.15
EXPECTED
