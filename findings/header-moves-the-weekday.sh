#!/usr/bin/env bash
# Finding: a line that names a calendar's zone moves its meetings to another day of the week. With X-WR-TIMEZONE, a series
# written in UTC keeps the letters of its weekday but not the weekday: Monday mornings on Guam become Sundays.
#
# A program that writes its times in UTC writes the rule in UTC, too: Monday 9 am on Guam is Sunday 23:00 there, so BYDAY=SU
# (RFC 5545, 3.3.10: the rule goes by the zone of DTSTART). Many calendars also carry X-WR-TIMEZONE, so that an app shows
# the times of that place; the RFC doesn't know it.
#
# Versions: recurring-ical-events 3.8.2 with x-wr-timezone 2.0.1 and icalendar 7.3.2, icalevents 0.3.1, ical 14.3.1 (Python);
#           ical.js 2.2.1, node-ical 0.26.1 (Node).
# Guess:    the same instants with the line and without it, from each of the five.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). Four give them. recurring-ical-events turns the start into the place's time
#           and leaves the rule as it is: after the first meeting, every one is a day early on Guam and a day late in New
#           York, and there is one more than COUNT says. Nothing is raised. With TZID and a rule in local days it is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 \
  x-wr-timezone==2.0.1 icalevents==0.3.1 ical==14.3.1
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1

cat >make.py <<'PY'
"""Write two series in UTC, each without and with the line that names the place's zone."""

SERIES = {
    "guam": ("Pacific/Guam", "DTSTART:20270103T230000Z", "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=3"),
    "new-york": ("America/New_York", "DTSTART:20270108T010000Z", "RRULE:FREQ=MONTHLY;BYDAY=2FR;COUNT=3"),
}
for name, (zone, *rule) in SERIES.items():
    for suffix, line in (("", []), ("-named", [f"X-WR-TIMEZONE:{zone}"])):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Calls//EN", *line, "BEGIN:VEVENT"]
        lines += [f"UID:{name}@example.gov", "DTSTAMP:20261130T000000Z", "SUMMARY:Call", *rule, "DURATION:PT1H"]
        with open(f"{name}{suffix}.ics", "w", newline="") as file:
            file.write("\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]))
PY

cat >read.py <<'PY'
import sys
from datetime import date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream
from icalevents.icalevents import events

name, zone = sys.argv[1], ZoneInfo(sys.argv[2])
text = Path(f"{name}.ics").read_text()
span = [datetime(year, 1, 1, tzinfo=timezone.utc) for year in (2027, 2028)]


def show(reader, starts):
    print(f"{name}, {reader}:", *(f"{start.astimezone(zone):%a-%m-%d-%H}" for start in sorted(starts)))


found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*span)
show("recurring-ical-events", [event.start for event in found])
show("icalevents", [event.start for event in events(file=f"{name}.ics", start=span[0], end=span[1])])
calendar = IcsCalendarStream.calendar_from_ics(text)
show("ical", [event.start for event in calendar.timeline_tz(timezone.utc).included(*span)])
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeical from "node-ical";

const [, , name, timeZone] = process.argv;
const text = readFileSync(`${name}.ics`, "utf8");
const shape = { timeZone, weekday: "short", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23" };
const clock = new Intl.DateTimeFormat("en-US", shape);
const show = (reader, starts) => {
  const days = starts.map((start) => {
    const part = Object.fromEntries(clock.formatToParts(start).map(({ type, value }) => [type, value]));
    return `${part.weekday}-${part.month}-${part.day}-${part.hour}`;
  });
  console.log(`${name}, ${reader}: ${days.join(" ")}`);
};

const iterator = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")).iterator();
const starts = [];
for (let next = iterator.next(); next; next = iterator.next()) starts.push(next.toJSDate());
show("ical.js", starts);

const meeting = Object.values(nodeical.sync.parseICS(text)).find((part) => part.type === "VEVENT");
const span = { from: new Date("2027-01-01"), to: new Date("2028-01-01") };
show("node-ical", nodeical.expandRecurringEvent(meeting, span).map((each) => each.start));
JS

venv/bin/python make.py
for name in guam guam-named new-york new-york-named; do
  case $name in guam*) zone=Pacific/Guam ;; *) zone=America/New_York ;; esac
  venv/bin/python read.py "$name" "$zone"
  node read.mjs "$name" "$zone"
done | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
guam, recurring-ical-events: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam, icalevents: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam, ical: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam, ical.js: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam, node-ical: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam-named, recurring-ical-events: Mon-01-04-09 Sun-01-10-09 Sun-01-17-09 Sun-01-24-09
guam-named, icalevents: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam-named, ical: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam-named, ical.js: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
guam-named, node-ical: Mon-01-04-09 Mon-01-11-09 Mon-01-18-09
new-york, recurring-ical-events: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york, icalevents: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york, ical: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york, ical.js: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york, node-ical: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york-named, recurring-ical-events: Thu-01-07-20 Fri-01-08-20 Fri-02-12-20 Fri-03-12-20
new-york-named, icalevents: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york-named, ical: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york-named, ical.js: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
new-york-named, node-ical: Thu-01-07-20 Thu-02-11-20 Thu-03-11-20
EXPECTED
