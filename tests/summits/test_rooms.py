"""Rooms and speakers are changed and removed; a refusal names the sessions in the way."""

from datetime import datetime

import pytest

from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from summits.actions import agenda, choices, grants, rooms, speakers
from summits.errors import (
    NameTaken,
    NoSpeakersAccount,
    NotYourSummit,
    RoomInUse,
    SpeakerInUse,
)
from summits.models import Room, Session, SessionSpeaker, Speaker

NINE = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time


@pytest.fixture
def held(summit, acting_as, mona_manager):
    """Two rooms, two speakers, and sessions of the first of each."""
    with acting_as(mona_manager) as by:
        there = [agenda.add_room(summit, name=name, seats=90, by=by) for name in ("River", "Spare")]
        people = [agenda.add_speaker(summit, name=name, by=by) for name in ("Kim", "Sam")]
        for n in range(5):
            made = agenda.add_session(summit, title=f"Session {n}", speakers=people[:1], by=by)
            starts, ends = NINE.replace(hour=9 + n), NINE.replace(hour=10 + n)
            agenda.place(made, room=there[0], starts=starts, ends=ends, version=1, by=by)
    return there, people


def test_a_room_with_sessions_is_not_removed_and_they_are_named(held, acting_as, mona_manager):
    there, _people = held
    with acting_as(mona_manager) as by:
        with pytest.raises(
            RoomInUse, match="River has “Session 0”, “Session 1”, “Session 2”, and 2 more"
        ):
            rooms.remove(there[0], version=1, by=by)
        rooms.remove(there[1], version=1, by=by)
        assert [room.name for room in Room.objects.all()] == ["River"]


def test_a_speaker_with_sessions_is_not_removed_and_they_are_named(held, acting_as, mona_manager):
    _there, people = held
    with acting_as(mona_manager) as by:
        first = Session.objects.filter(title__in=["Session 0", "Session 1"])
        SessionSpeaker.objects.exclude(session__in=first).delete()
        with pytest.raises(SpeakerInUse, match="Kim speaks in “Session 0” and “Session 1”"):
            speakers.remove(people[0], version=1, by=by)
        speakers.remove(people[1], version=1, by=by)
        assert [each.name for each in Speaker.objects.all()] == ["Kim"]


def test_a_change_keeps_names_apart_and_versions_in_order(
    held, acting_as, mona_manager, dana_of_riverton
):
    there, people = held
    facts = {"seats": 40, "equipment": ["projector"]}
    with acting_as(dana_of_riverton) as by:
        for act in (
            lambda: rooms.change(there[0], version=1, name="Mine", **facts, by=by),
            lambda: rooms.remove(there[1], version=1, by=by),
            lambda: speakers.change(people[0], version=1, name="Me", by=by),
            lambda: speakers.remove(people[1], version=1, by=by),
        ):
            with pytest.raises(NotYourSummit):
                act()
    with acting_as(mona_manager) as by:
        with pytest.raises(NameTaken):
            rooms.change(there[0], version=1, name="Spare", **facts, by=by)
        with pytest.raises(NameTaken):
            rooms.change(there[0], version=1, name="sPARE", **facts, by=by)
        changed = rooms.change(there[0], version=1, name="River A", **facts, by=by)
        assert (changed.name, changed.seats, changed.version) == ("River A", 40, 2)
        for act in (
            lambda: rooms.change(there[0], version=1, name="River B", **facts, by=by),
            lambda: rooms.remove(there[0], version=1, by=by),
        ):
            with pytest.raises(StaleEdit):
                act()
        speakers.change(people[0], version=1, name="Kim Lee", position="Chief", by=by)
        with pytest.raises(StaleEdit):
            speakers.remove(people[0], version=1, by=by)


def test_a_speakers_account_has_the_speaker_role(
    held, summit, acting_as, mona_manager, dana_of_riverton, member, riverton
):
    _there, people = held
    with acting_as(mona_manager) as by:
        with pytest.raises(NoSpeakersAccount):
            speakers.change(people[0], version=1, name="Kim", email=dana_of_riverton.email, by=by)
        advisor = member(riverton, "program-advisor", "advisor").user
        for person, role in ((dana_of_riverton, "speaker"), (advisor, "organizer")):
            grants.give(summit, email=person.email, role=role, by=by)
    # An organizer doesn't read the roles of others, and still links a speaker's account.
    with acting_as(advisor) as by:
        changed = speakers.change(
            people[0], version=1, name="Kim", email=dana_of_riverton.email.upper(), by=by
        )
        assert changed.person == dana_of_riverton
        again = speakers.change(
            people[0], version=2, name="Kim L", email=dana_of_riverton.email, by=by
        )
        assert again.person == dana_of_riverton


def test_visitors_see_no_session_without_a_time_behind_either_wall(held, summit, acting_as):
    with acting_atomic("system:demo"):
        summit.is_published = summit.is_agenda_public = True
        summit.save()
        waiting = Session.objects.create(summit=summit, title="Secret until placed")
        waiting.slots.create(summit=summit, speaker=held[1][1], during=waiting.during)
    with acting_atomic("public"):
        assert Session.objects.count() == 5
        assert SessionSpeaker.objects.count() == 5
        assert not Session.objects.filter(pk=waiting.pk).exists()


def test_rooms_and_speakers_are_changed_on_the_pages(
    held, client_of, mona_manager, dana_of_riverton
):
    there, people = held
    manager = client_of(mona_manager)
    text = manager.get("/summits/2027/rooms/").content.decode()
    for words in ("River", "90 seats", "Kim", "No account"):
        assert words in text
    assert client_of(dana_of_riverton).get("/summits/2027/rooms/").status_code == 403
    form = {"name": "River A", "seats": "40", "version": "1"}
    done = manager.post(f"/summits/rooms/{there[0].pk}/change/", form, follow=True)
    assert "Room changed." in done.content.decode()
    stale = manager.post(f"/summits/rooms/{there[0].pk}/change/", form | {"name": "River B"})
    assert stale.status_code == 409
    refused = manager.post(f"/summits/rooms/{there[0].pk}/remove/", {"version": "2"})
    assert "River A has “Session 0”" in refused.content.decode()
    gone = manager.post(f"/summits/speakers/{people[1].pk}/remove/", {"version": "1"}, follow=True)
    assert "Speaker removed." in gone.content.decode()
    form = {"name": "Kim", "email": "nobody@example.gov", "version": "1"}
    refused = manager.post(f"/summits/speakers/{people[0].pk}/change/", form)
    assert "No person with the speaker role" in refused.content.decode()


def test_the_room_is_read_once_the_seats_are_held(
    held, approve, summit, acting_as, mona_manager, dana_of_riverton
):
    there, _people = held
    with acting_as(mona_manager) as by:
        rooms.change(there[1], version=1, name="Spare", seats=1, by=by)
    approve(summit, "open-registration")
    with acting_atomic("system:demo"):
        before = Session.objects.select_related("summit", "room").get(title="Session 0")
    with acting_as(mona_manager) as by:
        times = {"starts": NINE, "ends": NINE.replace(hour=10)}
        agenda.place(before, room=there[1], **times, version=2, by=by)
        choices.choose(before, by=by)
    # Dana's page was read while the session was in a room of 90 seats.
    with acting_as(dana_of_riverton) as by:
        assert not choices.choose(before, by=by).has_seat
