"""Many people at one moment, with real commits: no place is given twice, and the wait-list moves once."""

from collections.abc import Callable
from datetime import datetime

import pytest

from foundation.accounts.actors import Actor
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError, StaleEdit
from summits.actions import agenda, choices, invitations, places, registrations, summits
from summits.enums import Attendance, Kind, Registered
from summits.errors import AnsweredAlready
from summits.models import Choice, Places, Registration, SessionSeats
from tests.factories.accounts import UserFactory
from tests.summits.conftest import version_of
from tests.together import Meet, at_once, does, refusals

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def accepting(registration: Registration) -> Callable[[Meet], object]:
    def act(by: Actor) -> None:
        registrations.accept(registration, attendance=Attendance.IN_PERSON, version=1, by=by)

    return does(registration.person, act)


def canceling(registration: Registration) -> Callable[[Meet], object]:
    version = registration.version
    return does(
        registration.person,
        lambda by: registrations.cancel(registration, version=version, by=by),
    )


def alone() -> None:
    """Meet no one."""


def the_list(summit) -> list[Registration]:
    with acting_atomic("system:demo"):
        found = Registration.objects.of_summit(summit.pk).select_related("person", "summit")
        return list(found)


@pytest.fixture
def crowd(open_summit, acting_as, mona_manager) -> Callable[[int, int], list[Registration]]:
    """Invite so many people to a summit with so many places."""

    def invite(people: int, room: int) -> list[Registration]:
        with acting_as(mona_manager) as by:
            places.set_places(open_summit, places=room, version=1, by=by)
            for _ in range(people):
                person = UserFactory()
                invitations.invite(
                    open_summit, kind=Kind.PROVIDER, name=person.name, email=person.email, by=by
                )
        return the_list(open_summit)

    return invite


def test_fifty_tries_for_ten_places_give_ten_and_number_forty(open_summit, crowd):
    assert refusals(at_once(*(accepting(each) for each in crowd(50, 10)))) == []
    found = the_list(open_summit)
    waiting = sorted(
        (each for each in found if each.state == Registered.WAIT_LISTED),
        key=lambda each: each.wait_number,
    )
    assert sum(each.state == Registered.CONFIRMED for each in found) == 10
    assert [each.wait_number for each in waiting] == [*range(1, 41)]
    # A smaller number was given no later.
    assert waiting == sorted(waiting, key=lambda each: (each.answered_at, each.wait_number))
    with acting_atomic("system:demo"):
        counted = Places.objects.get(pk=open_summit.pk)
    assert (counted.taken, counted.last_number) == (10, 40)


def test_nine_tries_for_three_seats_of_a_session_number_six_and_each_seat_goes_once(
    open_summit, acting_as, mona_manager
):
    with acting_as(mona_manager) as by:
        room = agenda.add_room(open_summit, name="Boardroom", seats=3, by=by)
        made = agenda.add_session(open_summit, title="Murder books", by=by)
        times = {"starts": datetime(2027, 3, 9, 9), "ends": datetime(2027, 3, 9, 10)}  # noqa: DTZ001 -- the summit's own time
        session = agenda.place(made, room=room, **times, version=1, by=by)
    people = [UserFactory() for _ in range(9)]
    choosing = (does(each, lambda by: choices.choose(session, by=by)) for each in people)
    assert refusals(at_once(*choosing)) == []
    with acting_atomic("system:demo"):
        seated = [each.person for each in Choice.objects.seated().select_related("person")]
        waiting = [each.wait_number for each in Choice.objects.waiting()]
    assert (len(seated), waiting) == (3, [*range(1, 7)])
    leaving = (does(each, lambda by: choices.leave(session, by=by)) for each in seated[:2])
    assert refusals(at_once(*leaving)) == []
    with acting_atomic("system:demo"):
        counted = SessionSeats.objects.get(pk=session.pk)
        assert [each.wait_number for each in Choice.objects.waiting()] == [3, 4, 5, 6]
    assert (counted.taken, counted.waiting, counted.last_number) == (3, 4, 6)


def test_two_cancellations_at_once_move_two_and_one_twice_moves_one(open_summit, crowd):
    for each in crowd(8, 3):
        accepting(each)(alone)
    first, second, third = [each for each in the_list(open_summit) if each.has_place]
    assert refusals(at_once(canceling(first), canceling(second))) == []
    [refused] = refusals(at_once(canceling(third), canceling(third)))
    assert refused in {StaleEdit, AnsweredAlready}
    found = the_list(open_summit)
    moved = [each for each in found if each.has_place]
    assert sorted(each.wait_number for each in moved) == [1, 2, 3]
    assert [each.wait_number for each in found if each.state == Registered.WAIT_LISTED] == [4, 5]
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=open_summit.pk).taken == 3


def test_registering_while_the_summit_is_canceled_leaves_nobody_confirmed(
    open_summit, crowd, mona_manager
):
    accept = [accepting(each) for each in crowd(8, 3)]

    def cancel(by: Actor) -> None:
        version = version_of(open_summit)
        summits.take(open_summit, "cancel", version=version, reason="Storm", by=by)

    raised = refusals(at_once(*accept, does(mona_manager, cancel)))
    assert all(issubclass(error, DomainError) for error in raised)
    assert {each.state for each in the_list(open_summit)} == {Registered.CANCELED}
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=open_summit.pk).taken == 0


def test_who_cancels_while_the_summit_turns_virtual_stays_canceled(
    open_summit, crowd, mona_manager
):
    for each in crowd(8, 8):
        accepting(each)(alone)
    leaving = the_list(open_summit)[:4]

    def turn(by: Actor) -> None:
        version = version_of(open_summit)
        summits.take(open_summit, "go-virtual", version=version, reason="Storm", by=by)

    raised = refusals(at_once(*(canceling(each) for each in leaving), does(mona_manager, turn)))
    assert all(error is StaleEdit for error in raised)
    found = the_list(open_summit)
    assert sum(each.state == Registered.CANCELED for each in found) == 4 - len(raised)
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=open_summit.pk).taken == sum(each.has_place for each in found)
