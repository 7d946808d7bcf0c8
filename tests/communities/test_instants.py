"""Second Wednesday, 3 pm Eastern, 2026 to 2032: the same instants on page, in mail, and in the file, for any reader."""

import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.test import Client

from communities.actions import meetings, series
from communities.reminders import MeetingAhead
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.notifications import notify
from foundation.notifications.mail import message
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from psp_portal.local.assets import MODULES, npm
from tests.communities.conftest import SECOND_WEDNESDAY
from tests.communities.test_meetings import second_wednesdays
from tests.pages import words

pytestmark = pytest.mark.django_db
EASTERN = ZoneInfo(OFFICIAL_ZONE)
BEFORE = datetime(2026, 1, 2, 15, tzinfo=UTC)
AFTER = datetime(2033, 1, 3, 15, tzinfo=UTC)
READERS = {"dana": "Pacific/Honolulu", "omar": "Pacific/Guam"}
LINE = re.compile(
    r"(\w{3} \w{3} \d+, \d{4}), (\d+:\d\d [ap]m) to \d+:\d\d [ap]m Eastern"
    r" \((?:(\w{3} \w{3} \d+, \d{4}), )?(\d+:\d\d [ap]m) your time\)( Canceled)?"
)
MAILED = re.compile(r"(\w{3} \w{3} \d+)(?:, \d{4})?, (\d+:\d\d [ap]m) ET")
# Read the file as ical.js does, each event with its occurrences.
READ = """
import { readFileSync } from "node:fs";
const { default: ICAL } = await import(process.argv[1]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const found = [];
for (const part of calendar.getAllSubcomponents("vevent")) {
  const dates = new ICAL.Event(part).iterator();
  for (let next = dates.next(); next; next = dates.next()) found.push(next.toJSDate().toISOString());
}
console.log(JSON.stringify(found.sort()));
"""


@pytest.fixture(autouse=True)
def in_november():
    """Friday, Jan 2, 2026, 10 am Eastern: the name is that of the room's own day, which is too late here."""
    with clock.frozen(BEFORE):
        yield


def every_page(client: Client, path: str) -> str:
    """The words of a list's pages, one after the other."""
    answer, found = client.get(path), ""
    while True:
        found += f" {words(answer)}"
        older = re.search(rb'href="(\?before=[^"]+)"', answer.content)
        if not older:
            return found
        answer = client.get(path + older[1].decode())


def wanted() -> list[datetime]:
    """Count them without any code of ours: one is moved, one canceled, one on Veterans Day, and 2 pm from a day on."""
    days = {
        day: time(15 if day < date(2027, 3, 1) else 14) for day in second_wednesdays(2026, 2032)
    }
    del days[date(2026, 11, 11)], days[date(2027, 1, 13)], days[date(2026, 12, 9)]
    days[date(2026, 12, 16)] = time(15)
    return [datetime.combine(day, at, EASTERN).astimezone(UTC) for day, at in sorted(days.items())]


def parsed(day: str, at: str, zone: str = OFFICIAL_ZONE) -> datetime:
    """Read a moment as it is written: "Wed Dec 9, 2026" and "3:00 pm"."""
    moment = datetime.strptime(f"{day} {at}", "%a %b %d, %Y %I:%M %p")  # noqa: DTZ007 -- its zone follows
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def on_page(text: str, zone: str) -> list[datetime]:
    """Read the meetings that took place from a page, in Eastern time and in the reader's own, which agree."""
    found = []
    for day, at, own_day, own, canceled in LINE.findall(text):
        assert parsed(day, at) == parsed(own_day or day, own, zone)
        found += [] if canceled else [parsed(day, at)]
    return sorted(found)


def in_mail(person) -> list[datetime]:
    """Read the instants from the mails of a person's reminders."""
    found = []
    for notice in Notification.objects.for_mail().filter(recipient=person):
        [(day, at)] = {*MAILED.findall(message(notice).body)}
        found.append(parsed(f"{day}, {notice.due_at.astimezone(EASTERN).year}", at))
    return sorted(found)


def by_ical_js(file: bytes) -> list[datetime]:
    """Read the instants from a file with ical.js, in Node."""
    module = MODULES / "ical.js" / "dist" / "ical.js"
    assert module.is_file(), (
        "ical.js is missing: `make assets` installs it from frontend/package-lock.json"
    )
    node = shutil.which("node") or npm()[0]
    command = [node, "--input-type=module", "-e", READ, module.as_uri()]
    done = subprocess.run(command, input=file, capture_output=True, check=True, timeout=60)  # noqa: S603 -- a fixed command of ours
    return [datetime.fromisoformat(each) for each in json.loads(done.stdout)]


def test_every_reader_has_the_same_instants_on_page_in_mail_and_in_the_file(
    act, client_of, standards, community, joins, fay_facilitator, dana_of_riverton, omar_of_lakeside
):
    people = {"dana": dana_of_riverton, "omar": omar_of_lakeside}
    for name, zone in READERS.items():
        joins(people[name])
        with act(people[name]):
            type(people[name]).objects.filter(pk=people[name].pk).update(time_zone=zone)
    rule = SECOND_WEDNESDAY | {"starts_on": date(2026, 1, 2), "ends_on": date(2032, 12, 31)}
    with act(fay_facilitator) as by:
        meets = series.schedule(community, **rule, by=by)
        held = {row.slot.astimezone(EASTERN).date(): row for row in meets.meetings.all()}
        assert len(held) == 84
        later = datetime(2026, 12, 16, 15, tzinfo=EASTERN)
        meetings.move(held[date(2026, 12, 9)], starts_at=later, version=1, by=by)
        meetings.cancel(held[date(2027, 1, 13)], reason="Ice", version=1, by=by)
        series.replace(meets, from_day=date(2027, 3, 1), at=time(14), minutes=60, by=by)
    expected = wanted()
    for at in expected:
        with clock.frozen(at - timedelta(hours=20)), acting_atomic("system:reminders"):
            for due in MeetingAhead().due(clock.now()):
                notify.send(MeetingAhead.slug, due)
    for name, zone in READERS.items():
        with clock.frozen(AFTER):
            client = client_of(people[name])
            page = every_page(client, "/communities/analysts/past/")
            file = client.get("/communities/analysts/calendar/").content
        assert on_page(page, zone) == expected
        assert "Moved from Wed Dec 9, 2026." in page
        assert "Canceled. Ice" in page
        with acting_atomic(f"user:{people[name].pk}"):
            assert in_mail(people[name]) == expected
        read = recurring_ical_events.of(icalendar.Calendar.from_ical(file))
        found = read.between(date(2026, 1, 1), date(2033, 1, 1))
        assert sorted(event["DTSTART"].dt for event in found) == expected
        assert by_ical_js(file) == expected
        # An end, not a length: icalendar 7.3.2 and ical.js 2.2.1 add hours on the clock, which aren't exact (RFC 5545,
        # section 3.3.6), and node-ical 0.26.1 takes a day for 24 hours (findings/ten-hours-are-eleven.sh).
        assert file.count(b"\nDTEND:") == len(expected)
        assert b"\nDURATION" not in file
