"""A full session's wait-list: numbers in the order of asking, seats that go to the first, and what each person reads."""

from datetime import datetime

import pytest
from django.db import IntegrityError

from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic, atomic_savepoint
from summits.actions import agenda, choices, invitations, registrations, rooms, summits
from summits.enums import Attendance
from summits.models import Choice, Registration, Session, SessionSeats
from tests.factories.accounts import UserFactory
from tests.pages import words
from tests.summits.conftest import version_of

NINE = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time
PAGE = "/summits/2027/my-agenda/"


@pytest.fixture
def full(open_summit, acting_as, mona_manager) -> Session:
    """A session at nine in a room of one seat, which the manager has."""
    with acting_as(mona_manager) as by:
        room = agenda.add_room(open_summit, name="Boardroom", seats=1, by=by)
        made = agenda.add_session(open_summit, title="Murder books", by=by)
        times = {"starts": NINE, "ends": NINE.replace(hour=10)}
        placed = agenda.place(made, room=room, **times, version=1, by=by)
        choices.choose(placed, by=by)
    return placed


@pytest.fixture
def waits(full, acting_as):
    """Have so many people ask for a seat, one after the other."""

    def join(most: int) -> list:
        people = [UserFactory(name=f"Person {n}") for n in range(most)]
        for person in people:
            with acting_as(person) as by:
                choices.choose(full, by=by)
        return people

    return join


def states(people) -> list:
    with acting_atomic("system:demo"):
        found = {each.person_id: each for each in Choice.objects.all()}
    return [(found[each.pk].wait_number, found[each.pk].has_seat) for each in people]


def test_a_seat_that_opens_goes_to_the_first_and_the_number_stays(
    full, waits, acting_as, mona_manager, client_of
):
    first, second = waits(2)
    assert states([first, second]) == [(1, False), (2, False)]
    with acting_as(mona_manager) as by:
        choices.leave(full, by=by)
        choices.leave(full, by=by)
    assert states([first, second]) == [(1, True), (2, False)]
    with acting_atomic("system:outbox"):
        drain(limit=50)
    with acting_atomic("system:demo"):
        told = Notification.objects.filter(recipient__in=[first, second])
        assert [each.recipient for each in told] == [first]
    with acting_as(mona_manager) as by:
        assert choices.choose(full, by=by).wait_number == 3
    with acting_as(second) as by:
        choices.leave(full, by=by)
    assert states([first, mona_manager]) == [(1, True), (3, False)]


def test_a_larger_room_more_seats_and_a_virtual_summit_have_seats_for_those_who_wait(
    full, waits, acting_as, mona_manager
):
    people = waits(4)
    with acting_as(mona_manager) as by:
        rooms.change(full.room, version=1, name="Boardroom", seats=2, by=by)
    assert [seated for _, seated in states(people)] == [True, False, False, False]
    with acting_as(mona_manager) as by:
        larger = agenda.add_room(full.summit, name="Harbor 1", seats=3, by=by)
        moved = agenda.unplace(full, version=2, by=by)
        choices.leave(moved, by=by)  # without a time, nobody moves up
    assert [seated for _, seated in states(people)] == [True, False, False, False]
    with acting_as(mona_manager) as by:
        times = {"starts": NINE, "ends": NINE.replace(hour=10)}
        agenda.place(moved, room=larger, **times, version=3, by=by)
    assert [seated for _, seated in states(people)] == [True, True, True, False]
    with acting_as(mona_manager) as by:
        version = version_of(full.summit)
        summits.take(full.summit, "go-virtual", reason="Storm.", version=version, by=by)
    assert all(seated for _, seated in states(people))


@pytest.mark.usefixtures("before_the_summit")
def test_a_person_reads_their_number_and_leaves_the_wait_list(full, client_of, dana_of_riverton):
    dana, page = client_of(dana_of_riverton), f"/summits/sessions/{full.pk}/"
    assert "Join the wait-list" in words(dana.get(page))
    said = dana.post(f"{page}choose/", {"wanted": "choose"}, follow=True)
    assert "Every seat is taken. You're on the wait-list, number 1." in words(said)
    text = words(dana.get(PAGE))
    assert "On the wait-list, number 1 If a seat opens, it's yours." in text
    assert "See what else is on" in text
    assert 'href="/summits/2027/agenda/?day=2027-03-09"' in dana.get(PAGE).content.decode()
    assert "BEGIN:VEVENT" not in dana.get(f"{PAGE}calendar/").content.decode()
    for path in (page, "/summits/2027/agenda/"):
        assert "On the wait-list" in words(dana.get(path))
    assert "1 of 1 taken, 1 waiting" in words(dana.get(page))
    assert "Leave the wait-list" in words(dana.get(f"{page}choose/"))
    dana.post(f"{page}choose/", {"wanted": "leave"})
    assert "wait-list" not in words(dana.get(PAGE))


def test_a_full_session_leads_to_the_wait_list_and_to_what_else_is_on(
    full, client_of, dana_of_riverton, mona_manager
):
    dana, page = client_of(dana_of_riverton), f"/summits/sessions/{full.pk}/"
    elsewhere = 'href="/summits/2027/agenda/?day=2027-03-09"'
    for path in (page, f"{page}choose/"):
        shown = dana.get(path)
        assert "Every seat is taken Join the wait-list, or choose" in words(shown).replace(
            ". ", " "
        )
        assert elsewhere in shown.text
    seated = client_of(mona_manager).get(page)
    assert ("Every seat is taken" in words(seated), elsewhere in seated.text) == (False, False)
    dana.post(f"{page}choose/", {"wanted": "choose"})
    assert "Every seat is taken You're on the wait-list." in words(dana.get(page))


def test_a_session_with_a_free_seat_says_nothing_of_the_wait_list(
    full, acting_as, client_of, mona_manager, dana_of_riverton
):
    with acting_as(mona_manager) as by:
        choices.leave(full, by=by)
    shown = client_of(dana_of_riverton).get(f"/summits/sessions/{full.pk}/")
    assert "Every seat is taken" not in words(shown)


def test_organizers_are_warned_of_all_who_chose_it(full, waits, client_of, mona_manager):
    waits(2)
    assert "3 expected, 1 seat" in words(client_of(mona_manager).get("/summits/2027/agenda/"))


def test_the_database_has_no_choice_without_a_seat_or_a_number(full, waits):
    waits(1)
    with acting_atomic("system:demo"):
        with pytest.raises(IntegrityError, match="has_a_seat_or_a_number"), atomic_savepoint:
            Choice.objects.waiting().update(wait_number=None)
        with pytest.raises(IntegrityError, match="has_a_number_once"), atomic_savepoint:
            Choice.objects.seated().update(wait_number=1)


@pytest.fixture
def seated(open_summit, nominate, acting_as, mona_manager) -> tuple[Session, Registration, object]:
    """A session of one seat, which a delegate has who registered, and somebody who waits for it."""
    with acting_as(mona_manager) as by:
        room = agenda.add_room(open_summit, name="Boardroom", seats=1, by=by)
        made = agenda.add_session(open_summit, title="Murder books", by=by)
        times = {"starts": NINE, "ends": NINE.replace(hour=10)}
        session = agenda.place(made, room=room, **times, version=1, by=by)
    delegate, other = nominate("usao"), UserFactory(name="Next in line")
    with acting_as(delegate.person) as by:
        registrations.accept(
            delegate, attendance=Attendance.IN_PERSON, version=delegate.version, by=by
        )
        choices.choose(session, by=by)
    with acting_as(other) as by:
        choices.choose(session, by=by)
    assert states([other]) == [(1, False)]
    with acting_atomic("system:demo"):
        return session, Registration.objects.get(pk=delegate.pk), other


@pytest.mark.parametrize("how", ["cancels", "is withdrawn", "is replaced"])
def test_a_delegate_who_no_longer_comes_gives_up_the_seats_of_sessions(
    how, seated, acting_as, dana_of_riverton
):
    session, delegate, other = seated
    who = delegate.person if how == "cancels" else dana_of_riverton
    with acting_as(who) as by:
        if how == "is replaced":
            new = {"name": "Ned New", "email": "ned@new.example.gov"}
            invitations.substitute(delegate, **new, version=delegate.version, by=by)
        else:
            registrations.cancel(delegate, version=delegate.version, by=by)
    assert states([other]) == [(1, True)]
    with acting_atomic("system:demo"):
        assert not Choice.objects.filter(person=delegate.person).exists()
        assert SessionSeats.objects.get(pk=session.pk).taken == 1


def test_a_person_who_still_comes_otherwise_keeps_their_sessions(
    seated, acting_as, mona_manager, dana_of_riverton
):
    session, delegate, other = seated
    with acting_as(mona_manager) as by:
        invitations.invite(session.summit, kind="speaker", name="Ula", email=delegate.email, by=by)
    with acting_as(dana_of_riverton) as by:
        registrations.cancel(delegate, version=delegate.version, by=by)
    assert states([delegate.person, other]) == [(None, True), (1, False)]
