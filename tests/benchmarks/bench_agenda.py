"""A summit's agenda at 300 sessions and 1,500 attendees: statements, and CPU beside the floor of ``compare``."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import CoreArea
from summits.models import Registration, Room, Session, SessionSeats, SessionSpeaker, Speaker
from tests.benchmarks.cpu import keeps_to_the_floor
from tests.benchmarks.plans import statements_of
from tests.factories.summits import SummitFactory

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
SESSIONS, ROOMS, SPEAKERS, DAYS, PEOPLE = 300, 12, 80, 3, 1_500
CEILING = 7
ADDRESS = "/summits/bench/agenda/"
PAGES = {
    "a day": ("staff1", ADDRESS),
    "a day, for an organizer": ("manager", ADDRESS),
    "all days": ("staff1", f"{ADDRESS}?day=all"),
}


@pytest.fixture(scope="module")
def summit(large, django_db_blocker):
    """A summit of three days, with 300 sessions in 12 rooms, each with a speaker."""
    with django_db_blocker.unblock(), acting_atomic("system:demo"):
        first = clock.today("America/New_York") + timedelta(days=100)
        made = SummitFactory(
            slug="bench",
            status="registration-open",
            starts_on=first,
            ends_on=first + timedelta(days=DAYS - 1),
            time_zone="America/New_York",
        )
        _fill(made)
    return made


def _fill(summit):
    rooms = [Room.objects.create(summit=summit, name=f"Room {n}", seats=90) for n in range(ROOMS)]
    speakers = [Speaker.objects.create(summit=summit, name=f"Speaker {n}") for n in range(SPEAKERS)]
    areas = list(CoreArea.objects.all())
    a_day = SESSIONS // DAYS
    for n in range(SESSIONS):
        day, place = divmod(n, a_day)
        row, room = divmod(place, ROOMS)
        starts = datetime.combine(
            summit.starts_on + timedelta(days=day),
            datetime.min.time().replace(hour=8 + row),
            ZoneInfo(summit.time_zone),
        )
        during = DateTimeTZRange(starts, starts + timedelta(minutes=50))
        session = Session.objects.create(
            summit=summit,
            title=f"Session {n}",
            core_area=areas[n % len(areas)],
            room=rooms[room],
            during=during,
        )
        SessionSeats.objects.create(session=session)
        speaker = speakers[(row * ROOMS + room) % SPEAKERS]
        SessionSpeaker.objects.create(
            summit=summit, session=session, speaker=speaker, during=during
        )
    Registration.objects.bulk_create(
        Registration(
            summit=summit,
            kind="provider",
            name=f"Person {n}",
            email=f"{n}@example.org",
            state="confirmed",
            made_at=clock.now(),
        )
        for n in range(PEOPLE)
    )


def test_the_agenda_is_read_in_few_statements_and_little_time(
    summit, served, person, client, capsys
):
    keeps_to_the_floor("agenda", PAGES, served, capsys)
    for who, path in PAGES.values():
        found = statements_of(person(who), client, path)
        assert len(found) <= CEILING, "\n".join(each[:120] for each in found)
