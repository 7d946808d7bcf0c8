#!/usr/bin/env bash
# Finding: a night patrol is in a calendar with its beginning, 8 pm, and its length, 10 hours. On the night in November when the
# clocks go back, six of eight readers end it after 11 hours, and on the night in March after 9. An exercise of one day, from 8
# am on, ends at 7 or 9 am on these days for the other two. Nothing warns. And an import of one of these two changes what
# another library answers in the same process, from one fault to the other.
#
# A length in days ends at the same time of day, and one in hours is exact, says the format (RFC 5545, section 3.3.6). Python's
# timedelta and most others keep no difference between P1D and PT24H. Added to the time on the clock, hours go wrong; added to
# the time in UTC, days do. icalevents sets icalendar to pytz, whose sums are in UTC, for all that use icalendar.
#
# Versions: icalendar 7.3.2, recurring-ical-events 3.8.2, icalevents 0.3.1, ical 14.3.1, vobject 0.9.9, ics 0.7.3 (Python);
#           ical.js 2.2.1, node-ical 0.26.1 (Node).
# Guess:    the patrol ends at 5 am in November and at 7 am in March, 10 hours later, and the exercise at 8 am, for each reader.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). Each library reads in a process of its own.
#           1. icalendar, recurring-ical-events, ical, vobject, ics, and ical.js are right for the exercise, and end the patrol
#              at 6 am in both months.
#           2. icalevents and node-ical are right for the patrol, and end the exercise after 24 hours.
#           3. After "import icalevents.icalevents", icalendar answers as icalevents does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 icalevents==0.3.1 \
  ical==14.3.1 vobject==0.9.9 ics==0.7.3
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.26.1

sed 's/$/\r/' >nights.ics <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Nights//EN
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
TZNAME:CDT
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example.gov
DTSTAMP:20270101T000000Z
DTSTART;TZID=America/Chicago:20270313T200000
DURATION:PT10H
SUMMARY:Patrol in March
END:VEVENT
BEGIN:VEVENT
UID:2@example.gov
DTSTAMP:20270101T000000Z
DTSTART;TZID=America/Chicago:20270313T080000
DURATION:P1D
SUMMARY:Exercise in March
END:VEVENT
BEGIN:VEVENT
UID:3@example.gov
DTSTAMP:20270101T000000Z
DTSTART;TZID=America/Chicago:20271106T200000
DURATION:PT10H
SUMMARY:Patrol in November
END:VEVENT
BEGIN:VEVENT
UID:4@example.gov
DTSTAMP:20270101T000000Z
DTSTART;TZID=America/Chicago:20271106T080000
DURATION:P1D
SUMMARY:Exercise in November
END:VEVENT
END:VCALENDAR
ICS

cat >read.py <<'PY'
"""Print what one library reads, for a library can change what another one reads in the same process."""

import sys
import warnings
from datetime import UTC, datetime

warnings.simplefilter("ignore")

with open("nights.ics", newline="") as file:
    TEXT = file.read()
FROM, TO = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def with_icalendar():
    import icalendar

    return [(each["SUMMARY"], each.start, each.end) for each in icalendar.Calendar.from_ical(TEXT).events]


def with_icalendar_after_icalevents():
    import icalevents.icalevents  # noqa: F401

    return with_icalendar()


def with_recurring_ical_events():
    import icalendar
    import recurring_ical_events

    found = recurring_ical_events.of(icalendar.Calendar.from_ical(TEXT)).between(FROM, TO)
    return [(each["SUMMARY"], each.start, each.end) for each in found]


def with_icalevents():
    from icalevents.icalevents import events

    return [(each.summary, each.start, each.end) for each in events(string_content=TEXT.encode(), start=FROM, end=TO)]


def with_ical():
    from ical.calendar_stream import IcsCalendarStream

    return [(each.summary, each.start, each.end) for each in IcsCalendarStream.calendar_from_ics(TEXT).events]


def with_vobject():
    import vobject

    found = vobject.readOne(TEXT).vevent_list
    return [(each.summary.value, each.dtstart.value, each.dtstart.value + each.duration.value) for each in found]


def with_ics():
    import ics

    return [(each.name, each.begin.datetime, each.end.datetime) for each in ics.Calendar(TEXT).events]


tool = sys.argv[1]
for name, start, end in globals()[f"with_{tool}"]():
    print(tool.replace("_", " "), name, start.astimezone(UTC).timestamp(), end.astimezone(UTC).timestamp(), sep="|")
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const text = readFileSync("nights.ics", "utf8");
const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
for (const component of calendar.getAllSubcomponents("vevent")) {
  const { summary, startDate, endDate } = new ICAL.Event(component);
  console.log(["ical.js", summary, startDate.toUnixTime(), endDate.toUnixTime()].join("|"));
}
for (const { type, summary, start, end } of Object.values(ical.sync.parseICS(text)))
  if (type === "VEVENT") console.log(["node-ical", summary, start / 1000, end / 1000].join("|"));
JS

cat >judge.py <<'PY'
"""Print when an event ends in Chicago, and how long it is, where that isn't what the format says."""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

tools = {}
for line in sys.stdin:
    tool, name, start, end = line.rstrip().split("|")
    hours = (float(end) - float(start)) / 3600
    until = f"{datetime.fromtimestamp(float(end), ZoneInfo('America/Chicago')):%H:%M}"
    is_right = hours == 10 if name.startswith("Patrol") else until == "08:00"
    tools.setdefault(tool, {})[name] = "right" if is_right else f"until {until}, {hours:g} hours"
for tool, found in tools.items():
    print(f"{tool}:", "; ".join(f"{name} {result}" for name, result in sorted(found.items()) if result != "right"))
PY

{
  for tool in icalendar icalendar_after_icalevents recurring_ical_events icalevents ical vobject ics; do
    venv/bin/python read.py $tool
  done
  node read.mjs
} | python3 judge.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
icalendar: Patrol in March until 06:00, 9 hours; Patrol in November until 06:00, 11 hours
icalendar after icalevents: Exercise in March until 09:00, 24 hours; Exercise in November until 07:00, 24 hours
recurring ical events: Patrol in March until 06:00, 9 hours; Patrol in November until 06:00, 11 hours
icalevents: Exercise in March until 09:00, 24 hours; Exercise in November until 07:00, 24 hours
ical: Patrol in March until 06:00, 9 hours; Patrol in November until 06:00, 11 hours
vobject: Patrol in March until 06:00, 9 hours; Patrol in November until 06:00, 11 hours
ics: Patrol in March until 06:00, 9 hours; Patrol in November until 06:00, 11 hours
ical.js: Patrol in March until 06:00, 9 hours; Patrol in November until 06:00, 11 hours
node-ical: Exercise in March until 09:00, 24 hours; Exercise in November until 07:00, 24 hours
EXPECTED
