"""Summits on the calendar and in its feed: days where the summit is, times in UTC, each person's own words."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.agenda import actions as feeds
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.actions import choices, grants, registrations, summits
from summits.enums import GrantRole
from summits.models import (
    Choice,
    Registration,
    Session,
    SessionSeats,
    SessionSpeaker,
    Speaker,
    Summit,
)
from tests.factories.summits import SummitFactory
from tests.summits.conftest import now, version_of

pytestmark = pytest.mark.django_db
NEW_YORK, HONOLULU = "America/New_York", "Pacific/Honolulu"
MARCH = date(2027, 3, 1), date(2027, 3, 31)
JANUARY = datetime(2027, 1, 15, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def january():
    """Freeze the clock two months before the summit, so that the feed reaches it."""
    with clock.frozen(JANUARY):
        yield


@pytest.fixture
def seen(act):
    """What a person sees in a span: kind, days, words, and state."""

    def read(user, span=MARCH, tz=NEW_YORK):
        with act(user) as by:
            found = entries_of(by, Span.of(*span, tz), tz)
        return [
            (each.kind.slug, [day.day for day in each.days_in(tz)], each.what, each.row.state)
            for each in found
        ]

    return read


@pytest.fixture
def feed_of(client):
    """A person's feed, as its bytes."""

    def read(user) -> str:
        with acting_atomic(f"user:{user.pk}"):
            address = f"/calendar/{feeds.make_feed(by=user)}.ics"
        answer = client.get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def by_vobject(text):
    return {
        each.uid.value: (
            each.dtstart.value,
            each.dtend.value,
            each.summary.value,
            each.status.value,
            int(each.sequence.value),
        )
        for each in vobject.readOne(text).vevent_list
    }


def by_ics(text):
    """The last day of ics is the one after it, as in the file."""
    return {
        each.uid: (
            each.begin.date() if each.all_day else each.begin.datetime,
            each.end.date() if each.all_day else each.end.datetime,
            each.name,
            each.status,
        )
        for each in ics.Calendar(text).events
    }


def read_twice(text):
    """Read a feed with two libraries that share no code; return what both say."""
    first = by_vobject(text)
    assert {uid: told[:4] for uid, told in first.items()} == by_ics(text)
    return first


def hold(summit, title, starts, ends, *, speaker=None) -> Session:
    """Create a session at wall-clock times of the summit."""
    zone = ZoneInfo(summit.time_zone)
    during = DateTimeTZRange(starts.replace(tzinfo=zone), ends.replace(tzinfo=zone))
    with acting_atomic("system:demo"):
        made = Session.objects.create(summit=summit, title=title, during=during)
        SessionSeats.objects.create(session=made)
        if speaker:
            SessionSpeaker.objects.create(
                summit=summit, session=made, speaker=speaker, during=during
            )
    return made


def publish(summit, *, agenda: bool) -> Summit:
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=summit.pk).update(is_published=True, is_agenda_public=agenda)
    return now(summit)


def test_a_summit_is_on_each_of_its_days(open_summit, client_of, omar_of_lakeside, seen):
    assert seen(omar_of_lakeside) == [("summit", [9, 10, 11], "Takes place", "open")]
    browser = client_of(omar_of_lakeside)
    text = browser.get("/calendar/?month=2027-03&view=agenda").content.decode()
    days = re.findall(r'id="day-([\d-]+)"', text)
    assert days == ["2027-03-09", "2027-03-10", "2027-03-11"]
    assert text.count("2027 Violent Crime Summit: Takes place") == 3
    month = browser.get("/calendar/?month=2027-03").content.decode()
    assert month.count('href="/summits/2027/"') == 3


@pytest.mark.parametrize(
    "span",
    [
        (date(2027, 3, 1), date(2027, 3, 9)),
        (date(2027, 3, 11), date(2027, 3, 31)),
        (date(2027, 3, 10), date(2027, 3, 10)),
    ],
)
def test_one_of_its_days_in_a_span_is_enough(open_summit, omar_of_lakeside, seen, span):
    assert [slug for slug, *_ in seen(omar_of_lakeside, span)] == ["summit"]
    before = date(2027, 3, 1), date(2027, 3, 8)
    after = date(2027, 3, 12), date(2027, 3, 31)
    assert [seen(omar_of_lakeside, outside) for outside in (before, after)] == [[], []]


def test_days_that_run_into_a_month_are_in_both(summit, client_of, omar_of_lakeside):
    with acting_atomic("system:demo"):
        Summit.objects.update(starts_on=date(2027, 3, 31), ends_on=date(2027, 4, 1))
    browser = client_of(omar_of_lakeside)
    for month, day in (("2027-03", "2027-03-31"), ("2027-04", "2027-04-01")):
        text = browser.get(f"/calendar/?month={month}&view=agenda").content.decode()
        assert re.findall(r'id="day-([\d-]+)"', text) == [day]


def test_a_month_alone_has_no_day(lead_times, mona_manager, seen):
    with acting_atomic("system:demo"):
        SummitFactory(
            starts_on=date(2027, 3, 1),
            ends_on=None,
            is_month_only=True,
            origin="imported",
            status="archived",
        )
    assert seen(mona_manager) == []


def test_each_reads_their_own_registration(nominate, acting_as, client_of, seen):
    registration = nominate("usao")
    person = registration.person
    assert seen(person)[0][2] == "You're invited"
    with acting_as(person) as by:
        registrations.accept(
            registration, attendance="in-person", version=registration.version, by=by
        )
    assert seen(person)[0][2] == "You're registered"
    with acting_as(person) as by:
        row = Registration.objects.visible_to(by).get(pk=registration.pk)
        registrations.cancel(row, reason="", version=row.version, by=by)
    assert seen(person)[0][2] == "Takes place"


def test_days_of_a_planned_summit_are_not_settled(summit, omar_of_lakeside, seen):
    assert seen(omar_of_lakeside) == [("summit", [9, 10, 11], "Days not approved yet", "open")]


def test_only_what_one_chose_or_speaks_at_is_there(
    open_summit, act, dana_of_riverton, omar_of_lakeside, seen
):
    with acting_atomic("system:demo"):
        speaker = Speaker.objects.create(summit=open_summit, name="Omar", person=omar_of_lakeside)
    day = datetime(2027, 3, 9)  # noqa: DTZ001 -- the summit's own time
    chosen = hold(open_summit, "Chosen", day.replace(hour=9), day.replace(hour=10))
    hold(open_summit, "Spoken", day.replace(hour=11), day.replace(hour=12), speaker=speaker)
    with act(dana_of_riverton) as by:
        choices.choose(Session.objects.select_related("summit").get(pk=chosen.pk), by=by)
    publish(open_summit, agenda=True)
    assert seen(dana_of_riverton)[1:] == [("session", [9], "Your session: Chosen", "open")]
    assert seen(omar_of_lakeside)[1:] == [("session", [9], "You speak: Spoken", "open")]
    with acting_atomic("system:demo"):
        Choice.objects.update(has_seat=False, wait_number=1)
    assert seen(dana_of_riverton)[1:] == []


def test_a_title_leaves_the_portal_with_a_public_agenda_alone(
    open_summit, act, dana_of_riverton, feed_of
):
    day = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time
    chosen = hold(open_summit, "Words of the session", day, day + timedelta(hours=1))
    with act(dana_of_riverton) as by:
        choices.choose(Session.objects.select_related("summit").get(pk=chosen.pk), by=by)
    publish(open_summit, agenda=False)
    quiet = feed_of(dana_of_riverton)
    assert "2027 Violent Crime Summit: Your session" in quiet
    assert "Words of the session" not in quiet
    publish(open_summit, agenda=True)
    assert "Words of the session" in feed_of(dana_of_riverton).replace("\r\n ", "")


@pytest.mark.parametrize(
    ("zone", "first", "utc"),
    [
        # Clocks go forward on Sunday, March 14, at 2 am: 9 am is an hour earlier in UTC from then on.
        (NEW_YORK, date(2027, 3, 13), [14, 13, 13]),
        (HONOLULU, date(2027, 3, 13), [19, 19, 19]),
    ],
)
def test_days_and_times_are_exact_over_a_change_of_clocks_and_in_honolulu(
    open_summit, act, dana_of_riverton, feed_of, zone, first, utc
):
    with acting_atomic("system:demo"):
        Summit.objects.update(time_zone=zone, starts_on=first, ends_on=first + timedelta(days=2))
    summit = now(open_summit)
    starts = [datetime(2027, 3, 13 + n, 9) for n in range(3)]  # noqa: DTZ001 -- the summit's own time
    held = [hold(summit, f"Day {n}", at, at + timedelta(hours=1)) for n, at in enumerate(starts)]
    with act(dana_of_riverton) as by:
        for each in held:
            choices.choose(Session.objects.select_related("summit").get(pk=each.pk), by=by)
    told = read_twice(feed_of(dana_of_riverton))
    days = told[f"summit-{summit.pk}@psp-portal"]
    assert days[:2] == (first, date(2027, 3, 16))  # the end is the day after the last
    for n, each in enumerate(held):
        begins, ends, *_ = told[f"session-{each.pk}@psp-portal"]
        assert begins == datetime(2027, 3, 13 + n, utc[n], tzinfo=UTC)
        assert ends - begins == timedelta(hours=1)


def test_a_late_session_in_honolulu_is_on_the_readers_day(open_summit, act, dana_of_riverton, seen):
    """It is 8 pm on March 31 in Honolulu, and 2 am on April 1 in New York."""
    with acting_atomic("system:demo"):
        Summit.objects.update(
            time_zone=HONOLULU, starts_on=date(2027, 3, 30), ends_on=date(2027, 3, 31)
        )
    late = datetime(2027, 3, 31, 20)  # noqa: DTZ001 -- the summit's own time
    chosen = hold(now(open_summit), "Late", late, late + timedelta(hours=1))
    with act(dana_of_riverton) as by:
        choices.choose(Session.objects.select_related("summit").get(pk=chosen.pk), by=by)
    april = date(2027, 4, 1), date(2027, 4, 30)
    assert [each[:2] for each in seen(dana_of_riverton, MARCH)] == [("summit", [30, 31])]
    assert [each[:2] for each in seen(dana_of_riverton, april)] == [("session", [1])]
    assert [each[:2] for each in seen(dana_of_riverton, MARCH, HONOLULU)] == [
        ("summit", [30, 31]),
        ("session", [31]),
    ]


def test_a_canceled_summit_is_marked_and_keeps_its_uid(
    open_summit, act, acting_as, mona_manager, dana_of_riverton, feed_of, client_of
):
    day = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time
    chosen = hold(open_summit, "Chosen", day, day + timedelta(hours=1))
    with act(dana_of_riverton) as by:
        choices.choose(Session.objects.select_related("summit").get(pk=chosen.pk), by=by)
    before = read_twice(feed_of(dana_of_riverton))
    with acting_as(mona_manager) as by:
        summits.take(
            now(open_summit), "cancel", reason="No venue.", version=version_of(open_summit), by=by
        )
    after = read_twice(feed_of(dana_of_riverton))
    assert set(after) == set(before)
    for uid, told in after.items():
        assert (before[uid][3], told[3]) == ("CONFIRMED", "CANCELLED")
        assert told[4] > before[uid][4]
    page = client_of(dana_of_riverton).get("/calendar/?month=2027-03&view=agenda")
    assert page.content.decode().count("<b>Canceled</b>") == 4  # three days and a session


def test_a_session_that_moves_keeps_its_uid(open_summit, act, dana_of_riverton, feed_of):
    day = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time
    chosen = hold(open_summit, "Chosen", day, day + timedelta(hours=1))
    uid = f"session-{chosen.pk}@psp-portal"
    with act(dana_of_riverton) as by:
        choices.choose(Session.objects.select_related("summit").get(pk=chosen.pk), by=by)
    before = read_twice(feed_of(dana_of_riverton))[uid]
    zone = ZoneInfo(NEW_YORK)
    later = day.replace(hour=14, tzinfo=zone)
    with acting_atomic("system:demo"):
        Session.objects.filter(pk=chosen.pk).update(
            during=DateTimeTZRange(later, later + timedelta(hours=1)), version=2
        )
    moved = read_twice(feed_of(dana_of_riverton))[uid]
    assert (moved[0], moved[4]) == (later.astimezone(UTC), before[4] + 1)


def test_deadlines_are_a_managers_and_of_the_summit_an_organizer_has(
    summit, acting_as, mona_manager, dana_of_riverton, omar_of_lakeside, seen
):
    year = date(2026, 1, 1), date(2027, 3, 31)
    with acting_as(mona_manager) as by:
        grants.give(summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, by=by)
    with acting_atomic("system:demo"):
        other = SummitFactory(starts_on=date(2027, 3, 20), ends_on=date(2027, 3, 21))
        other.gates.create(kind="concept", due_on=date(2026, 5, 5))

    def deadlines(user):
        return [what for slug, _, what, _ in seen(user, year) if slug == "summit-gate"]

    every = {
        "Concept approval due",
        "Conference approval due",
        "Registration due to open",
        "Agenda due to be locked",
    }
    assert set(deadlines(dana_of_riverton)) == every
    assert len(deadlines(dana_of_riverton)) == 4
    assert len(deadlines(mona_manager)) == 5
    assert deadlines(omar_of_lakeside) == []


def test_a_passed_approval_is_done(summit, approve, mona_manager, seen):
    approve(summit)
    year = date(2026, 1, 1), date(2027, 3, 31)
    states = {what: state for slug, _, what, state in seen(mona_manager, year) if "gate" in slug}
    assert states["Concept approval due"] == "done"
    assert states["Agenda due to be locked"] == "open"


def test_the_calendar_keeps_its_ceiling(open_summit, act, dana_of_riverton, statements_of):
    before = statements_of(dana_of_riverton, "/calendar/?month=2027-03")
    for n in range(9):
        start = datetime(2027, 3, 9, 9 + n)  # noqa: DTZ001 -- the summit's own time
        made = hold(open_summit, f"Session {n}", start, start + timedelta(minutes=50))
        with act(dana_of_riverton) as by:
            choices.choose(Session.objects.select_related("summit").get(pk=made.pk), by=by)
    assert statements_of(dana_of_riverton, "/calendar/?month=2027-03") == before <= 7
