"""Many people at one moment, with real commits: no place is given twice, and the wait-list moves once."""

from collections.abc import Callable, Iterable
from threading import Barrier, Thread

import pytest
from django.db import connection

from foundation.accounts.actors import resolve
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError, StaleEdit
from summits.actions import invitations, places, registrations, summits
from summits.enums import Attendance, Kind, Registered
from summits.errors import AnsweredAlready
from summits.models import Places, Registration
from tests.factories.accounts import UserFactory
from tests.summits.conftest import version_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(acts: Iterable[Callable[[], object]]) -> list[BaseException]:
    """Run every act at one moment, each in a transaction of its own; return what was raised."""
    acts = list(acts)
    start, raised = Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        try:
            start.wait(30)
            act()
        except BaseException as error:  # noqa: BLE001 -- the test says which are allowed
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def accepting(registration: Registration) -> Callable[[], object]:
    def act() -> None:
        with acting_atomic(f"user:{registration.person_id}"):
            registrations.accept(
                registration,
                attendance=Attendance.IN_PERSON,
                version=1,
                by=resolve(registration.person),
            )

    return act


def canceling(registration: Registration) -> Callable[[], object]:
    def act() -> None:
        with acting_atomic(f"user:{registration.person_id}"):
            registrations.cancel(
                registration, version=registration.version, by=resolve(registration.person)
            )

    return act


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
    assert at_once(accepting(each) for each in crowd(50, 10)) == []
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


def test_two_cancellations_at_once_move_two_and_one_twice_moves_one(open_summit, crowd):
    for each in crowd(8, 3):
        accepting(each)()
    first, second, third = [each for each in the_list(open_summit) if each.has_place]
    assert at_once([canceling(first), canceling(second)]) == []
    refused = at_once([canceling(third), canceling(third)])
    assert len(refused) == 1
    assert isinstance(refused[0], StaleEdit | AnsweredAlready)
    found = the_list(open_summit)
    moved = [each for each in found if each.has_place]
    assert sorted(each.wait_number for each in moved) == [1, 2, 3]
    assert [each.wait_number for each in found if each.state == Registered.WAIT_LISTED] == [4, 5]
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=open_summit.pk).taken == 3


def test_registering_while_the_summit_is_canceled_leaves_nobody_confirmed(
    open_summit, crowd, mona_manager
):
    def cancel_summit() -> None:
        with acting_atomic(f"user:{mona_manager.pk}"):
            summits.take(
                open_summit,
                "cancel",
                version=version_of(open_summit),
                reason="Storm",
                by=resolve(mona_manager),
            )

    raised = at_once([*(accepting(each) for each in crowd(8, 3)), cancel_summit])
    assert all(isinstance(error, DomainError) for error in raised)
    assert {each.state for each in the_list(open_summit)} == {Registered.CANCELED}
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=open_summit.pk).taken == 0


def test_who_cancels_while_the_summit_turns_virtual_stays_canceled(
    open_summit, crowd, mona_manager
):
    def turn() -> None:
        with acting_atomic(f"user:{mona_manager.pk}"):
            summits.take(
                open_summit,
                "go-virtual",
                version=version_of(open_summit),
                reason="Storm",
                by=resolve(mona_manager),
            )

    for each in crowd(8, 8):
        accepting(each)()
    leaving = the_list(open_summit)[:4]
    raised = at_once([*(canceling(each) for each in leaving), turn])
    assert all(isinstance(error, StaleEdit) for error in raised)
    found = the_list(open_summit)
    assert sum(each.state == Registered.CANCELED for each in found) == 4 - len(raised)
    with acting_atomic("system:demo"):
        assert Places.objects.get(pk=open_summit.pk).taken == sum(each.has_place for each in found)
