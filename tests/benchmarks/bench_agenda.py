"""A summit's agenda at 300 sessions and 1,500 attendees: statements, and CPU beside the floor of ``compare``.

All pages are read in turn in one run, so that their ratios depend little on the machine. The help page is almost
empty: what it takes, every page takes for its frame.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import CoreArea
from summits.models import Registration, Room, Session, SessionSeats, SessionSpeaker, Speaker
from tests.benchmarks.cpu import medians_of, page_of
from tests.benchmarks.plans import statements_of
from tests.factories.summits import SummitFactory

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
SESSIONS, ROOMS, SPEAKERS, DAYS, PEOPLE = 300, 12, 80, 3, 1_500
ROUNDS = 25
CEILING = 7
# CPU of the application for a page: the agenda's as a multiple of an almost empty page's, help, and that page's as
# a multiple of the floor's (docs/performance.md).
MOST, MOST_OF_HELP = 3, 5
ADDRESS = "/summits/bench/agenda/"
PAGES = {
    "help": ("staff1", "/help/"),
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


@pytest.fixture
def reader(summit, person, mona_manager):
    """Return who reads a page."""
    return lambda local: mona_manager if local == "manager" else person(local)


def test_the_agenda_is_read_in_few_statements_and_little_time(
    reader, floor, client_of, client, capsys
):
    pages = {name: page_of(client_of(reader(who)), path) for name, (who, path) in PAGES.items()}
    medians = medians_of({"floor": floor, **pages}, ROUNDS)
    ratios = {name: medians[name] / medians["help"] for name in PAGES}
    of_help = medians["help"] / medians["floor"]
    with capsys.disabled():
        for name, cpu in medians.items():
            times = f"{cpu / medians['floor']:.1f} x the floor, {cpu / medians['help']:.1f} x help"
            print(f"\nagenda, {name}: {cpu:.1f} ms, {times}", end="")  # noqa: T201 -- the finding
    for who, path in PAGES.values():
        found = statements_of(reader(who), client, path)
        assert len(found) <= CEILING, "\n".join(each[:120] for each in found)
    assert max(ratios.values()) <= MOST, ratios
    assert of_help <= MOST_OF_HELP, of_help
