#!/usr/bin/env bash
# Finding: one of five Python calendar readers breaks a Windows path in a meeting's summary in two.
#
# A liaison's calendar entry names the shared folder of a site: "Agenda in S:\news". RFC 5545
# (3.3.11) writes the backslash as two, so the line is SUMMARY:Agenda in S:\\news.
#
# Versions: ics 0.7.3, vobject 0.9.9, icalendar 7.3.2, ical 14.3.1, icalevents 0.3.1.
# Guess:    all five give back the text as it was.
# Seen:     Nov 28, 2026 (Python 3.11). Four do. ics replaces "\n" before "\\", so the second
#           backslash and the n of "news" become a line break: the folder is "S:\" and "ews" stands
#           on a line of its own, without an error. "\,", "\;" and a path whose folder begins with
#           another letter are read right, so a test with "S:\agenda" finds nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install -qq --disable-pip-version-check \
  ics==0.7.3 vobject==0.9.9 icalendar==7.3.2 ical==14.3.1 icalevents==0.3.1

cat >readers.py <<'PY'
import logging
import warnings
from datetime import date, datetime, timezone

warnings.simplefilter("ignore")
logging.disable()

import ics
import vobject
from icalendar import Calendar
from icalevents import icalevents
from ical.calendar_stream import IcsCalendarStream


def feed(folder):
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//example//EN",
        "BEGIN:VEVENT",
        "UID:1@example.org",
        "DTSTAMP:20261201T000000Z",
        "DTSTART:20261202T150000Z",
        "DTEND:20261202T160000Z",
        "SUMMARY:Agenda in S:\\\\" + folder,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


def of_icalevents(text):
    span = {"start": date(2026, 12, 1), "end": date(2026, 12, 31)}
    return icalevents.events(string_content=text.encode(), **span)[0].summary


readers = {
    "ics": lambda text: next(iter(ics.Calendar(text).events)).name,
    "vobject": lambda text: vobject.readOne(text).vevent.summary.value,
    "icalendar": lambda text: str(Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"]),
    "ical": lambda text: IcsCalendarStream.calendar_from_ics(text).events[0].summary,
    "icalevents": of_icalevents,
}
for name, read in readers.items():
    print(name, *(ascii(read(feed(folder))) for folder in ("agenda", "news")))
PY

v/bin/python readers.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
ics 'Agenda in S:\\agenda' 'Agenda in S:\\\news'
vobject 'Agenda in S:\\agenda' 'Agenda in S:\\news'
icalendar 'Agenda in S:\\agenda' 'Agenda in S:\\news'
ical 'Agenda in S:\\agenda' 'Agenda in S:\\news'
icalevents 'Agenda in S:\\agenda' 'Agenda in S:\\news'
EXPECTED
