"""A registered person takes part virtually instead of in person, or back: places, seats, codes, and words follow."""

from datetime import datetime

import pytest

from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from sites.models import PublicForm
from summits.actions import agenda, choices, invitations, registrations
from summits.actions.invitations import token_of
from summits.enums import Attendance, Format, Kind, Registered, State
from summits.errors import (
    AnsweredAlready,
    CheckedIn,
    FormNotOffered,
    NotYourRegistration,
    SameAttendance,
    SeatForThoseWhoCome,
)
from summits.handlers.registrations import _done_of
from summits.models import Choice, Places, Registration, Session, SessionSeats, Summit
from tests.api.conftest import problem
from tests.factories.accounts import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time


def stored(registration: Registration) -> Registration:
    with acting_atomic("system:demo"):
        return Registration.objects.select_related("summit", "person").get(pk=registration.pk)


def taken(summit: Summit) -> int:
    with acting_atomic("system:demo"):
        return Places.objects.get(pk=summit.pk).taken


def update(model, pk, **values) -> None:
    with acting_atomic("system:demo"):
        model.objects.filter(pk=pk).update(**values)


@pytest.fixture
def change(acting_as):
    """Take part another way, as the person: ``change(registration, Attendance.VIRTUAL)``."""

    def act(registration: Registration, attendance: Attendance) -> Registration:
        found = stored(registration)
        with acting_as(found.person) as by:
            return registrations.change_attendance(
                found, attendance=attendance, version=found.version, by=by
            )

    return act


@pytest.fixture
def three(open_summit, nominate, acting_as) -> list[Registration]:
    """Three people registered in person at a summit with two places."""
    found = [nominate(slug) for slug in ("usao", "analyst", "choice")]
    for each in found:
        with acting_as(each.person) as by:
            registrations.accept(
                each, attendance=Attendance.IN_PERSON, version=stored(each).version, by=by
            )
    return found


def test_a_place_that_is_given_back_goes_to_the_first_who_waits(open_summit, three, change):
    first, _, third = three
    assert stored(third).state == Registered.WAIT_LISTED
    changed = change(first, Attendance.VIRTUAL)
    assert (changed.state, changed.attendance, changed.has_place) == ("confirmed", "virtual", False)
    assert stored(third).state == Registered.CONFIRMED
    assert taken(open_summit) == 2
    assert _done_of(changed) == "see that you take part virtually"
    waits = change(first, Attendance.IN_PERSON)
    assert (waits.state, waits.wait_number, waits.has_place) == ("wait-listed", 2, False)


def test_who_waits_and_takes_part_virtually_leaves_the_line(open_summit, three, change):
    first, second, third = three
    assert change(third, Attendance.VIRTUAL).state == Registered.CONFIRMED
    change(first, Attendance.VIRTUAL)
    assert taken(open_summit) == 1
    back = change(first, Attendance.IN_PERSON)
    assert (back.state, back.has_place, back.wait_number) == ("confirmed", True, None)
    again = change(third, Attendance.IN_PERSON)
    assert (again.state, again.wait_number, taken(open_summit)) == ("wait-listed", 2, 2)
    change(second, Attendance.VIRTUAL)
    assert stored(third).has_place


def test_only_its_person_changes_it_while_there_is_a_choice(
    open_summit, three, change, acting_as, dana_of_riverton
):
    first, virtual = three[0], {"attendance": Attendance.VIRTUAL}
    now = stored(first)
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourRegistration):
        registrations.change_attendance(now, **virtual, version=now.version, by=by)
    with acting_as(now.person) as by, pytest.raises(StaleEdit):
        registrations.change_attendance(now, **virtual, version=1, by=by)
    with pytest.raises(SameAttendance):
        change(first, Attendance.IN_PERSON)
    update(Summit, open_summit.pk, status=State.WRAP_UP)
    with pytest.raises(AnsweredAlready):
        change(first, Attendance.VIRTUAL)
    update(Summit, open_summit.pk, status=State.REGISTRATION_OPEN, format=Format.VIRTUAL)
    with pytest.raises(AnsweredAlready):
        change(first, Attendance.VIRTUAL)
    update(Summit, open_summit.pk, format=Format.IN_PERSON)
    with acting_atomic("system:demo"):
        PublicForm.objects.all().delete()
    with pytest.raises(FormNotOffered):
        change(first, Attendance.VIRTUAL)


def test_an_invitation_without_an_answer_is_not_changed(open_summit, nominate, change):
    with pytest.raises(AnsweredAlready):
        change(nominate("usao"), Attendance.VIRTUAL)


def test_who_is_checked_in_is_here(open_summit, register, riverton, change):
    with acting_atomic("system:demo"):
        here = register(riverton, came=True, person=UserFactory())
        Places.objects.filter(pk=open_summit.pk).update(taken=1)
    with pytest.raises(CheckedIn):
        change(here, Attendance.VIRTUAL)


@pytest.fixture
def sessions(open_summit, acting_as, mona_manager) -> list[Session]:
    """A session in a room of one seat, and one without a room."""
    with acting_as(mona_manager) as by:
        room = agenda.add_room(open_summit, name="Boardroom", seats=1, by=by)
        times = {"starts": NINE, "ends": NINE.replace(hour=10)}
        made = [agenda.add_session(open_summit, title=title, by=by) for title in ("A", "B")]
        full = agenda.place(made[0], room=room, **times, version=1, by=by)
        return [full, agenda.place(made[1], room=None, **times, version=1, by=by)]


def test_seats_in_rooms_go_to_who_waits_and_other_sessions_stay(three, change, acting_as, sessions):
    first, second, _ = three
    for each in (first, second):
        with acting_as(each.person) as by:
            for session in sessions:
                choices.choose(session, by=by)
    change(first, Attendance.VIRTUAL)
    with acting_atomic("system:demo"):
        left = {
            (each.person_id, each.session.title): each.has_seat for each in Choice.objects.all()
        }
    assert left == {
        (first.person_id, "B"): True,
        (second.person_id, "A"): True,
        (second.person_id, "B"): True,
    }
    change(first, Attendance.IN_PERSON)
    with acting_atomic("system:demo"):
        assert Choice.objects.filter(person_id=first.person_id).count() == 1


def test_who_comes_in_person_by_another_registration_keeps_the_seats(
    three, change, acting_as, register, sessions
):
    first = three[0]
    with acting_as(first.person) as by:
        choices.choose(sessions[0], by=by)
    with acting_atomic("system:demo"):
        register(person=first.person, state=Registered.INVITED, has_place=False)
    change(first, Attendance.VIRTUAL)
    with acting_atomic("system:demo"):
        assert Choice.objects.filter(person_id=first.person_id).exists()


def test_who_takes_part_virtually_gets_no_seat_in_a_room(
    open_summit, three, change, acting_as, register, sessions
):
    first, (full, free) = three[0], sessions
    change(first, Attendance.VIRTUAL)
    with acting_as(first.person) as by:
        with pytest.raises(SeatForThoseWhoCome):
            choices.choose(full, by=by)
        assert choices.choose(free, by=by).has_seat
    update(Summit, open_summit.pk, format=Format.VIRTUAL)
    with acting_as(first.person) as by:
        assert choices.choose(full, by=by).has_seat
        choices.leave(full, by=by)
    update(Summit, open_summit.pk, format=Format.IN_PERSON)
    with acting_atomic("system:demo"):
        register(person=first.person, state=Registered.INVITED, has_place=False)
    with acting_as(first.person) as by:
        assert choices.choose(full, by=by).has_seat


def test_who_registers_virtually_gives_up_the_seats_chosen_before(
    nominate, acting_as, mona_manager, sessions
):
    invited = nominate("usao")
    with acting_as(invited.person) as by:
        choices.choose(sessions[0], by=by)
        choices.choose(sessions[1], by=by)
    with acting_as(mona_manager) as by:
        assert not choices.choose(sessions[0], by=by).has_seat
    with acting_as(invited.person) as by:
        registrations.accept(
            invited, attendance=Attendance.VIRTUAL, version=stored(invited).version, by=by
        )
    with acting_atomic("system:demo"):
        found = {(each.person_id, each.session.title) for each in Choice.objects.seated()}
    assert found == {(invited.person_id, "B"), (mona_manager.pk, "A")}


def test_a_session_that_is_given_a_room_gives_up_the_seats_of_those_who_take_part_virtually(
    open_summit, three, change, acting_as, mona_manager, sessions, register, drain
):
    first, second, third = three
    for each in (first, third):
        change(each, Attendance.VIRTUAL)
    with acting_atomic("system:demo"):  # comes by another registration
        register(person=third.person, state=Registered.INVITED, has_place=False)
    with acting_as(mona_manager) as by:  # registered by nobody
        choices.choose(sessions[1], by=by)
    for each in three:
        with acting_as(each.person) as by:
            choices.choose(sessions[1], by=by)
    with acting_as(mona_manager) as by:
        room = agenda.add_room(open_summit, name="Annex", seats=20, by=by)
        found = Session.objects.select_related("summit").get(pk=sessions[1].pk)
        times = {"starts": NINE, "ends": NINE.replace(hour=10)}
        agenda.place(found, room=room, **times, version=found.version, by=by)
    drain()
    with acting_atomic("system:demo"):
        left = set(Choice.objects.of_session(found.pk).seated().values_list("person", flat=True))
        told = Notification.objects.filter(entry__kind="session-seat-given-up")
        assert list(told.values_list("recipient", flat=True)) == [first.person_id]
        assert SessionSeats.objects.get(pk=found.pk).taken == len(left)
    assert left == {second.person_id, third.person_id, mona_manager.pk}


def test_a_session_in_a_room_says_what_those_who_take_part_virtually_can_do(
    three, change, client_of, sessions
):
    first, (full, free) = three[0], sessions
    page, client = f"/summits/sessions/{full.pk}/", client_of(stored(first).person)
    assert "Choose session" in words(client.get(page))
    change(first, Attendance.VIRTUAL)
    shown = client.get(page)
    assert "You take part virtually Seats in this room are for people" in words(shown)
    assert f'href="/summits/registrations/{first.pk}/"' in shown.text
    assert "Choose session" not in words(shown)
    for answer in (
        client.get(f"{page}choose/"),
        client.post(f"{page}choose/", {"wanted": "choose"}),
    ):
        assert answer.status_code == 409
        assert "To get one, change how you take part." in words(answer)
    assert "Choose session" in words(client.get(f"/summits/sessions/{free.pk}/"))


def test_the_page_changes_it_and_the_code_follows(open_summit, three, client_of):
    first = three[0]
    page = f"/summits/registrations/{first.pk}/"
    client = client_of(stored(first).person)
    assert f"{page}attendance/" in client.get(page).text
    assert "Check-in code" in words(client.get(page))
    asked = words(client.get(f"{page}attendance/"))
    assert "the first person on the wait-list gets your place" in asked
    assert "OMB" in asked
    same = client.post(f"{page}attendance/", {"attendance": "in-person"})
    assert (same.status_code, "You already take part this way." in words(same)) == (422, True)
    none = client.post(f"{page}attendance/", {})
    assert "Choose how you'll take part." in words(none)
    done = client.post(f"{page}attendance/", {"attendance": "virtual"}, follow=True)
    assert "Confirmed, virtually" in words(done)
    assert "Check-in code" not in words(done)
    assert "Moved up" not in words(done)


def test_a_guest_changes_it_by_the_link(open_summit, client, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        guest = invitations.invite(
            open_summit, kind=Kind.PROVIDER, site=None, name="Gus", email="gus@example.com", by=by
        )
    page = f"/summits/invitations/{token_of(guest)}/"
    assert f"{page}attendance/" not in client.get(page).text
    client.post(f"{page}register/", {"attendance": "in-person", "access": "", "diet": ""})
    assert f"{page}attendance/" in client.get(page).text
    done = client.post(f"{page}attendance/", {"attendance": "virtual"}, follow=True)
    assert "Confirmed, virtually" in words(done)
    assert taken(open_summit) == 0


def test_the_api_changes_it(open_summit, three, caller, dana_of_riverton):
    first = three[0]
    mine, path = caller(stored(first).person), f"/registrations/{first.pk}/"
    tag = mine.get(path)["ETag"]
    to = f"{path}change-attendance/"
    assert (
        problem(caller(dana_of_riverton).post(to, {"attendance": "virtual"}, If_Match=tag))[0]
        == 403
    )
    assert problem(mine.post(to, {"attendance": "by mail"}, If_Match=tag))[0] == 422
    done = mine.post(to, {"attendance": "virtual"}, If_Match=tag)
    assert (done.status_code, done.json()["attendance"]) == (200, "virtual")
    assert problem(mine.post(to, {"attendance": "virtual"}, If_Match=done["ETag"]))[0] == 422
