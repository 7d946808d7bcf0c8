"""The agenda by its actions and pages: double booking named, warnings, zones, copying, my agenda."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from django.core import mail

from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotAllowed, StaleEdit
from summits import policies
from summits.actions import agenda, choices, copying, grants, summits
from summits.enums import GrantRole
from summits.errors import (
    AlreadyCopied,
    NameTaken,
    NotPlaced,
    NotYourSummit,
    RoomTaken,
    SpeakerTaken,
    UnlikelyTimes,
)
from summits.models import Choice, Grant, Room, Session, SessionSeats, Speaker
from summits.querysets.agenda import planned_of
from tests.cast import drain_outbox
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import markup, words
from tests.summits.conftest import FACTS, version_of

MAX_STATEMENTS = 7
DAY = datetime(2027, 3, 9)  # noqa: DTZ001 -- the summit's own time


def at(hour: int, minute: int = 0, day: int = 9) -> datetime:
    return DAY.replace(day=day, hour=hour, minute=minute)


@pytest.fixture
def built(summit, acting_as, mona_manager):
    """Two rooms, two speakers, and three sessions that have no time yet."""
    with acting_as(mona_manager) as by:
        rooms = [
            agenda.add_room(summit, name=name, seats=seats, by=by)
            for name, seats in (("Ballroom", 600), ("Harbor 1", 2))
        ]
        speakers = [agenda.add_speaker(summit, name=f"Speaker {n}", by=by) for n in (1, 2)]
        sessions = [
            agenda.add_session(summit, title=f"Session {n}", speakers=[speakers[n % 2]], by=by)
            for n in range(3)
        ]
    return rooms, speakers, sessions


@pytest.fixture
def place(acting_as, mona_manager):
    def act(session, room, starts, ends):
        with acting_as(mona_manager) as by:
            fresh = Session.objects.select_related("summit").get(pk=session.pk)
            return agenda.place(
                fresh, room=room, starts=starts, ends=ends, version=fresh.version, by=by
            )

    return act


def test_the_other_session_in_a_room_is_named(built, place):
    rooms, _speakers, sessions = built
    place(sessions[0], rooms[0], at(9, 45), at(10, 45))
    with pytest.raises(
        RoomTaken, match="Ballroom has “Session 0” on Tue Mar 9 from 9:45 am to 10:45 am"
    ):
        place(sessions[1], rooms[0], at(10), at(11))
    place(sessions[1], rooms[0], at(10, 45), at(11))  # one after the other


def test_the_other_session_of_a_speaker_is_named(built, place, acting_as, mona_manager):
    rooms, speakers, sessions = built
    place(sessions[0], rooms[0], at(9, 45), at(10, 45))
    with pytest.raises(SpeakerTaken, match="Speaker 1 speaks in “Session 0”"):
        place(sessions[2], rooms[1], at(10), at(11))
    place(sessions[1], rooms[1], at(10), at(11))
    with acting_as(mona_manager) as by:
        fresh = Session.objects.select_related("summit").get(pk=sessions[1].pk)
        values = {
            "title": "Session 1",
            "text": "",
            "core_area": None,
            "audience": "everyone",
            "expected": None,
            "needs": [],
            "speakers": [speakers[0]],
        }
        with pytest.raises(SpeakerTaken, match="Speaker 1 speaks in “Session 0”"):
            agenda.change_session(fresh, version=fresh.version, values=values, by=by)


def test_only_organizers_build_and_on_the_version_they_read(
    built, acting_as, mona_manager, dana_of_riverton
):
    rooms, _speakers, sessions = built
    times = {"room": rooms[0], "starts": at(9), "ends": at(10)}
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourSummit):
        agenda.place(sessions[0], **times, version=1, by=by)
    with acting_as(mona_manager) as by:
        agenda.place(sessions[0], **times, version=1, by=by)
        with pytest.raises(StaleEdit):
            agenda.unplace(sessions[0], version=1, by=by)
        with pytest.raises(NameTaken):
            agenda.add_room(sessions[0].summit, name="Ballroom", seats=9, by=by)


def test_times_are_of_the_summits_days(built, place):
    rooms, _speakers, sessions = built
    for starts, ends in ((at(10), at(9)), (at(9, day=12), at(10, day=12)), (at(6), at(20))):
        with pytest.raises(UnlikelyTimes):
            place(sessions[0], rooms[0], starts, ends)


def test_a_room_that_is_too_small_or_lacks_something_and_one_audience_twice_are_warned_of(
    built, place, acting_as, mona_manager, db
):
    from tests.factories.tta_requests import CoreAreaFactory

    rooms, _speakers, sessions = built
    with acting_atomic("system:demo"):
        area = CoreAreaFactory()
        Session.objects.filter(summit=sessions[0].summit).update(
            core_area=area, expected=72, needs=["projector"]
        )
    place(sessions[0], rooms[0], at(9), at(10))
    place(sessions[1], rooms[1], at(9), at(10))
    with acting_as(mona_manager) as by:
        found = policies.warnings_of(planned_of(by, sessions[0].summit))
    said = " ".join(each.said for each in found)
    assert "too small: 72 expected, 2 seats in Harbor 1" in said
    assert "needs what Ballroom doesn't have: projector" in said
    assert "is at the same time as" in said


def test_an_agenda_is_copied_to_the_same_times_where_the_other_summit_is(
    built, place, acting_as, mona_manager
):
    rooms, _speakers, sessions = built
    place(sessions[0], rooms[0], at(9, day=10), at(10, day=10))
    place(sessions[1], rooms[1], at(9, day=11), at(10, day=11))
    facts = FACTS | {"slug": "2028", "time_zone": "Pacific/Honolulu"}
    facts |= {"starts_on": date(2028, 5, 2), "ends_on": date(2028, 5, 3)}
    with acting_as(mona_manager) as by:
        later = summits.plan(**facts, by=by)
        assert copying.copy(later, earlier=sessions[0].summit, by=by) == 3
        with pytest.raises(AlreadyCopied):
            copying.copy(later, earlier=sessions[0].summit, by=by)
        copied = {each.title: each for each in Session.objects.of_summit(later.pk)}
        assert not copied["Session 2"].speakers.exists()
    assert copied["Session 0"].starts_at == datetime(2028, 5, 3, 19, tzinfo=UTC)
    assert copied["Session 1"].during.isempty  # this summit has no third day


def test_seats_are_held_by_a_counter(
    built, place, approve, summit, acting_as, member, riverton, mona_manager, dana_of_riverton
):
    rooms, _speakers, sessions = built
    place(sessions[0], rooms[1], at(9), at(10))
    people = [dana_of_riverton, mona_manager, member(riverton, "program-advisor", "advisor").user]
    with acting_as(dana_of_riverton) as by, pytest.raises(NotAllowed, match="registration opens"):
        choices.choose(_fresh(sessions[0]), by=by)
    approve(summit, "open-registration")
    for person in people[:2]:
        with acting_as(person) as by:
            choices.choose(_fresh(sessions[0]), by=by)
            choices.choose(_fresh(sessions[0]), by=by)  # again changes nothing
    with acting_as(people[2]) as by:
        assert choices.choose(_fresh(sessions[0]), by=by).wait_number == 1
        assert choices.choose(_fresh(sessions[0]), by=by).wait_number == 1
        with pytest.raises(NotPlaced):
            choices.choose(_fresh(sessions[1]), by=by)
    with acting_as(people[0]) as by:
        choices.leave(_fresh(sessions[0]), by=by)
        choices.leave(_fresh(sessions[0]), by=by)
    with acting_atomic("system:demo"):
        counted = SessionSeats.objects.get(pk=sessions[0].pk)
        assert (counted.taken, counted.waiting, counted.last_number) == (2, 0, 1)
        assert not Choice.objects.waiting().exists()


@pytest.mark.usefixtures("before_the_summit")
def test_a_moved_session_is_said_and_told(
    built, place, approve, summit, acting_as, dana_of_riverton, client_of
):
    rooms, _speakers, sessions = built
    place(sessions[0], rooms[1], at(9), at(10))
    approve(summit, "open-registration")
    with acting_as(dana_of_riverton) as by:
        choices.choose(_fresh(sessions[0]), by=by)
    place(sessions[0], rooms[0], at(9), at(10))
    with acting_atomic("system:outbox"):
        drain(limit=50)
    with acting_atomic("system:demo"):
        assert Notification.objects.filter(recipient=dana_of_riverton).count() == 1
    client = client_of(dana_of_riverton)
    page = "/summits/2027/my-agenda/"
    changed = client.get(page).content.decode()
    assert "Room changed: Ballroom, was Harbor 1" in changed
    assert "Mark changes as read" in changed
    client.post(f"{page}seen/")
    assert "Room changed" not in client.get(page).content.decode()
    with clock.frozen(datetime(2027, 3, 9, 13, 52, tzinfo=UTC)):
        assert "Starts in 8 min" in client.get(page).content.decode()
    with clock.frozen(datetime(2027, 3, 9, 14, 30, tzinfo=UTC)):
        assert "Now" in client.get(page).content.decode()


# The clocks change on March 14, 2027; Honolulu has none.
ZONES = (
    ("America/New_York", "2027-03-13", ("14:00", "13:00"), "ET"),
    ("Pacific/Honolulu", "2027-03-13", ("19:00", "19:00"), "HT"),
)


@pytest.mark.parametrize(("zone", "first", "utc", "word"), ZONES)
@pytest.mark.usefixtures("before_the_summit")
def test_times_are_exact_on_page_paper_and_in_two_calendar_readers(
    zone, first, utc, word, lead_times, acting_as, mona_manager, approve, client_of
):
    starts = date.fromisoformat(first)
    days = {"starts_on": starts, "ends_on": starts + timedelta(days=1), "time_zone": zone}
    with acting_as(mona_manager) as by:
        summit = summits.plan(**FACTS | days, by=by)
        room = agenda.add_room(summit, name="Ballroom", seats=600, by=by)
        made = [agenda.add_session(summit, title=f"Day {n}", by=by) for n in range(2)]
        for n, session in enumerate(made):
            nine = datetime.combine(starts + timedelta(days=n), DAY.time().replace(hour=9))
            agenda.place(
                session, room=room, starts=nine, ends=nine.replace(hour=10), version=1, by=by
            )
    approve(summit, "open-registration")
    with acting_as(mona_manager) as by:
        for session in made:
            choices.choose(_fresh(session), by=by)
    client = client_of(mona_manager)
    for path in ("agenda/?day=all", "agenda/program/", "my-agenda/"):
        text = client.get(f"/summits/2027/{path}").content.decode()
        assert text.count(f"9:00 am \N{EN DASH} 10:00 am {word}") >= 2, path
    text = client.get("/summits/2027/my-agenda/calendar/").content.decode()
    wanted = {
        f"Day {n}": datetime.fromisoformat(f"{starts + timedelta(days=n)}T{hour}+00:00")
        for n, hour in enumerate(utc)
    }
    by_vobject = {
        each.summary.value: each.dtstart.value for each in vobject.readOne(text).vevent_list
    }
    by_ics = {each.name: each.begin.datetime for each in ics.Calendar(text).events}
    assert by_vobject == by_ics == wanted
    local = {name: moment.astimezone(ZoneInfo(zone)).hour for name, moment in wanted.items()}
    assert set(local.values()) == {9}
    with acting_as(mona_manager) as by:
        public = {"is_published": True, "is_agenda_public": True}
        summits.publish(summit, **public, version=version_of(summit), by=by)
        ten = datetime.combine(starts + timedelta(days=1), DAY.time().replace(hour=10))
        agenda.place(
            _fresh(made[1]), room=room, starts=ten, ends=ten.replace(hour=11), version=2, by=by
        )
    drain_outbox()
    [letter] = [each for each in mail.outbox if each.to == [mona_manager.email]]
    assert f"now Sun Mar 14, 2027, 10:00 am {word}" in letter.body


def test_a_time_that_the_clocks_skip_is_refused(lead_times, acting_as, mona_manager):
    days = {"starts_on": date(2027, 3, 13), "ends_on": date(2027, 3, 14)}
    with acting_as(mona_manager) as by:
        summit = summits.plan(**FACTS | days, by=by)
        session = agenda.add_session(summit, title="Night", by=by)
        skipped = DAY.replace(day=14, hour=2, minute=30)
        with pytest.raises(UnlikelyTimes, match="Clocks go forward"):
            agenda.place(
                session,
                room=None,
                starts=skipped,
                ends=skipped.replace(hour=4),
                version=1,
                by=by,
            )


def test_an_agenda_is_built_on_the_pages(summit, client_of, mona_manager, client):
    manager, base = client_of(mona_manager), "/summits/2027/"
    assert "No sessions on the agenda yet." in manager.get(f"{base}agenda/").content.decode()
    manager.post(f"{base}rooms/new/", {"name": "Ballroom", "seats": "600"})
    manager.post(f"{base}speakers/new/", {"name": "Speaker 1"})
    with acting_atomic("system:demo"):
        room, speaker = Room.objects.get(), Speaker.objects.get()
    for title in ("First", "Second"):
        form = {"title": title, "audience": "everyone", "speakers": [str(speaker.pk)]}
        done = manager.post(f"{base}sessions/new/", form, follow=True).content.decode()
        assert "Session added." in done
    with acting_atomic("system:demo"):
        first, second = Session.objects.order_by("title")
    times = {"day": "2027-03-09", "starts": "09:00", "ends": "10:00", "room": str(room.pk)}
    times["version"] = "1"
    manager.post(f"/summits/sessions/{first.pk}/place/", times)
    clash = manager.post(f"/summits/sessions/{second.pk}/place/", times).content.decode()
    assert "Ballroom has “First” on Tue Mar 9 from 9:00 am to 10:00 am" in clash
    text = manager.get(f"{base}agenda/?day=2027-03-09").content.decode()
    assert "Not on the agenda yet" in text
    assert "Tuesday, March 9" in text
    assert client.get(f"{base}agenda/").status_code == 404
    assert client.get(f"/summits/sessions/{first.pk}/").status_code == 404
    public = {"is_published": "on", "is_agenda_public": "on", "version": "1"}
    manager.post(f"{base}public/", public)
    for path in (f"{base}agenda/", f"/summits/sessions/{first.pk}/", f"/summits/rooms/{room.pk}/"):
        text = client.get(path).content.decode()
        assert "First" in text
        assert "Choose time and room" not in text


def test_a_day_has_its_breaks_and_conflicts_have_a_page_of_their_own(
    built, place, acting_as, mona_manager, dana_of_riverton, client_of
):
    rooms, _speakers, sessions = built
    place(sessions[0], rooms[0], at(9), at(10))
    place(sessions[1], rooms[1], at(9), at(11))
    place(sessions[2], rooms[0], at(10), at(10, 30))
    with acting_as(mona_manager) as by:
        noon = agenda.add_session(sessions[0].summit, title="Noon", by=by)
        late = agenda.add_session(sessions[0].summit, title="Evening", expected=3, by=by)
    place(noon, rooms[0], at(11, 30), at(12))
    place(late, rooms[1], at(16), at(17))
    page = "/summits/2027/agenda/"
    text = words(client_of(dana_of_riverton).get(page))
    assert "11:00 am Break · 30 minutes 11:30 am Noon" in text
    assert text.count("Break") == 1  # until eleven Session 1 goes on; four hours are no break
    assert "Conflicts" not in text
    manager = client_of(mona_manager)
    assert "Conflicts · 1" in words(manager.get(page))
    found = markup(manager.get(f"{page}?day=conflicts"))
    assert "Session 1</a>" not in found
    assert 'day=conflicts" aria-current="true"' in found
    assert "Break" not in found
    assert "Evening</a>" in found
    assert "Session 1" in words(client_of(dana_of_riverton).get(f"{page}?day=conflicts"))


def test_an_agenda_is_read_by_core_area(
    built, summit, place, client_of, client, mona_manager, dana_of_riverton, gun_violence
):
    rooms, _, [first, *_] = built
    with acting_atomic("system:demo"):
        Session.objects.filter(pk=first.pk).update(core_area=gun_violence)
        CoreAreaFactory(slug="technology", name="Technology")
    place(first, rooms[0], at(9), at(10))
    path = "/summits/2027/agenda/areas/"
    manager, dana = (words(client_of(who).get(path)) for who in (mona_manager, dana_of_riverton))
    for page in (manager, dana):
        assert "Gun Violence 1 session · " in page
        assert "Tue Mar 9, 9:00 am" in page
    assert "No session yet in these core areas Technology" in manager
    assert "No session yet" not in dana
    assert client.get(path).status_code == 404


def test_the_agenda_page_has_as_many_statements_at_any_size(
    summit, statements_of, dana_of_riverton
):
    def fill(most: int) -> None:
        with acting_atomic("system:demo"):
            speaker = Speaker.objects.create(summit=summit, name=f"Speaker of {most}")
            for n in range(most):
                session = Session.objects.create(summit=summit, title=f"Session {n}")
                SessionSeats.objects.create(session=session)
                session.slots.create(summit=summit, speaker=speaker, during=session.during)

    fill(2)
    before = statements_of(dana_of_riverton, "/summits/2027/agenda/")
    fill(60)
    after = statements_of(dana_of_riverton, "/summits/2027/agenda/")
    assert after == before <= MAX_STATEMENTS


def _fresh(session: Session) -> Session:
    return Session.objects.select_related("summit", "room").get(pk=session.pk)


def test_an_organizer_who_speaks_leaves_a_session_and_ends_their_own_role(
    built, summit, acting_as, client_of, mona_manager
):
    _rooms, speakers, sessions = built
    with acting_as(mona_manager) as by:
        own = grants.give(summit, email=mona_manager.email, role=GrantRole.SPEAKER, by=by)
        Speaker.objects.filter(pk=speakers[0].pk).update(person=mona_manager)
    manager = client_of(mona_manager)
    left = {"title": "Session 0", "audience": "everyone", "version": str(sessions[0].version)}
    assert manager.post(f"/summits/sessions/{sessions[0].pk}/change/", left).status_code == 303
    change = f"/summits/speakers/{speakers[0].pk}/change/"
    assert manager.post(change, {"name": "Speaker 1", "version": "1"}).status_code == 303
    with acting_as(mona_manager):
        assert Speaker.objects.filter(person=None, pk=speakers[0].pk).update(person=mona_manager)
    assert manager.post(f"/summits/access/{own.pk}/end/").status_code == 303
    with acting_as(mona_manager):
        assert [*sessions[0].speakers.all()] == []
        assert Grant.objects.get(pk=own.pk).ends_at is not None
