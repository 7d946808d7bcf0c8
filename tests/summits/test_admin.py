"""Rooms, speakers, and sessions in Django admin: an administrator changes those of a summit they organize."""

import pytest

from foundation.tenancy.context import acting_atomic
from summits.actions import agenda, grants
from summits.enums import GrantRole
from tests.pages import words

LISTS = "/admin/summits"
NINE = {"day": "2027-03-09", "starts": "09:00", "ends": "10:00"}


@pytest.fixture
def built(summit, acting_as, mona_manager):
    """Two rooms, and two sessions of one speaker, which have no time yet."""
    with acting_as(mona_manager) as by:
        rooms = [
            agenda.add_room(summit, name=name, seats=60, by=by) for name in ("Ballroom", "Harbor 1")
        ]
        speaker = agenda.add_speaker(summit, name="Speaker 1", by=by)
        found = [
            agenda.add_session(summit, title=title, speakers=[speaker], by=by)
            for title in ("Opening plenary", "Murder books")
        ]
    return rooms, speaker, found


@pytest.fixture
def adam(adam_admin, client_of):
    return client_of(adam_admin)


@pytest.fixture
def organizes(summit, acting_as, mona_manager, adam_admin):
    with acting_as(mona_manager) as by:
        grants.give(summit, email=adam_admin.email, role=GrantRole.ORGANIZER, by=by)


def page_of(row) -> str:
    return f"{LISTS}/{row._meta.model_name}/{row.pk}/change/"


def stored(row):
    with acting_atomic("system:demo"):
        return type(row).objects.get(pk=row.pk)


def test_without_the_grant_an_administrator_only_reads(built, adam):
    [room, _other], speaker, sessions = built
    for row in (room, speaker, sessions[0]):
        assert str(row) in words(adam.get(f"{LISTS}/{row._meta.model_name}/"))
        text = adam.get(page_of(row)).content.decode()
        assert 'name="_save"' not in text
        assert 'name="version"' not in text
        assert adam.post(page_of(row), NINE | {"version": "1"}).status_code == 403
        assert adam.post(f"{LISTS}/{row._meta.model_name}/add/", {}).status_code == 403
        assert adam.post(f"{LISTS}/{row._meta.model_name}/{row.pk}/delete/").status_code == 403
    text = words(adam.get(page_of(sessions[0])))
    assert "No time yet" in text
    assert "All times are in Eastern time (ET)." in text


def test_a_double_booking_names_the_other_session_and_keeps_what_was_typed(built, organizes, adam):
    [room, other], _speaker, (plenary, books) = built
    placed = NINE | {"room": str(room.pk), "version": "1"}
    assert adam.post(page_of(plenary), placed).status_code == 302
    assert "Tue Mar 9, 9:00 am \N{EN DASH} 10:00 am ET" in words(adam.get(f"{LISTS}/session/"))
    refused = adam.post(page_of(books), placed | {"starts": "09:30", "ends": "10:30"})
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Ballroom has “Opening plenary” on Tue Mar 9 from 9:00 am to 10:00 am." in text
    assert 'value="09:30"' in text
    elsewhere = placed | {"room": str(other.pk)}
    taken = adam.post(page_of(books), elsewhere)
    assert "Speaker 1 speaks in “Opening plenary”" in taken.content.decode()
    skipped = adam.post(page_of(books), placed | {"ends": "08:00"})
    assert skipped.status_code == 422
    assert "Enter an end after the start." in skipped.content.decode()
    assert stored(books).during.isempty


def test_a_change_that_came_too_late_says_what_is_stored_and_can_be_sent_again(
    built, organizes, adam
):
    _rooms, _speaker, (plenary, _books) = built
    assert adam.post(page_of(plenary), NINE | {"version": "1"}).status_code == 302
    late = NINE | {"starts": "13:00", "ends": "14:00", "version": "1"}
    answer = adam.post(page_of(plenary), late)
    assert answer.status_code == 409
    assert "Starts is now: 09:00" in words(answer)
    assert 'value="13:00"' in answer.content.decode()
    [version] = answer.context["adminform"].form["version"].value()
    assert adam.post(page_of(plenary), late | {"version": version}).status_code == 302
    assert stored(plenary).version == 3


def test_rooms_and_speakers_are_changed_as_on_their_pages(built, organizes, adam):
    [room, _other], speaker, _sessions = built
    form = {"name": "Harbor 1", "seats": "60", "equipment": ["projector"], "version": "1"}
    taken = adam.post(page_of(room), form)
    assert taken.status_code == 422
    assert "This name is already used at this summit." in taken.content.decode()
    assert adam.post(page_of(room), form | {"name": "Great Hall"}).status_code == 302
    assert (stored(room).name, stored(room).equipment) == ("Great Hall", ["projector"])
    unknown = {"name": "Speaker 1", "email": "stranger@example.gov", "version": "1"}
    assert adam.post(page_of(speaker), unknown).status_code == 422
    said = unknown | {"email": "", "biography": "Leads reviews."}
    assert adam.post(page_of(speaker), said).status_code == 302
    assert stored(speaker).biography == "Leads reviews."
