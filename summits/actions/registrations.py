"""Take people's answers, cancel registrations, and say what becomes of all of them when the summit changes."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.workflow.errors import NotFound
from foundation.workflow.versions import check_version
from summits import policies
from summits.actions import choices, places
from summits.enums import REGISTERING, Attendance, Registered
from summits.errors import (
    AnsweredAlready,
    CheckedIn,
    FormNotOffered,
    NotYourDelegation,
    NotYourRegistration,
    RegistrationClosed,
    SameAttendance,
)
from summits.models import Needs, Places, Registration, Summit
from summits.querysets import notices

SUMMIT_CANCELED = "The summit was canceled."


@atomic_savepoint
def accept(
    registration: Registration, *, attendance: Attendance, version: int | str | None, by: Actor
) -> Registration:
    """Register: with a place if one is free, else with the next number of the wait-list.

    People who take part virtually at a summit in person need no place, and give up the seats in rooms they chose before.

    Raises:
        NotYourRegistration: when someone else was invited.
        RegistrationClosed: when registration isn't open.
        AnsweredAlready: when it was answered already.
        FormNotOffered: when the form has no valid OMB control number.
        StaleEdit: when it changed since.
    """
    counted, held = hold(registration, version=version)
    if not policies.is_own(by, held) and not by.is_system:
        raise NotYourRegistration
    require_registering(held.summit)
    if not held.is_unanswered:
        raise AnsweredAlready
    if notices.notice_of(notices.REGISTRATION) is None:
        raise FormNotOffered
    held.attendance = Attendance.VIRTUAL if held.summit.is_virtual else attendance
    needs_place = held.summit.is_virtual or attendance == Attendance.IN_PERSON
    if held.has_place and not needs_place:
        _give_back(counted, held)
    elif needs_place and not held.has_place and counted.free > 0:
        counted.taken += 1
        held.has_place = True
    is_in = held.has_place or not needs_place
    held.state = Registered.CONFIRMED if is_in else Registered.WAIT_LISTED
    if not is_in and held.wait_number is None:
        held.wait_number = places.next_number(counted)
    answered(counted, held)
    if not needs_place:
        choices.give_up_rooms(held)  # people choose sessions before they answer
    return held


@atomic_savepoint
def change_attendance(
    registration: Registration, *, attendance: Attendance, version: int | str | None, by: Actor
) -> Registration:
    """Take part virtually instead of in person, or back.

    Who takes part virtually gives back the place, and the seats in sessions with a room, each for the next person who
    waits. Back in person, a free place is needed; without one, the person gets the next number of the wait-list.

    Raises:
        NotYourRegistration: when it is someone else's.
        AnsweredAlready: when it is neither confirmed nor waiting, the summit is over, or everyone takes part virtually.
        SameAttendance: when the person takes part this way already.
        CheckedIn: when the person is checked in.
        FormNotOffered: when the form has no valid OMB control number.
        StaleEdit: when it changed since.
    """
    counted, held = hold(registration, version=version)
    if not policies.is_own(by, held) and not by.is_system:
        raise NotYourRegistration
    if not policies.can_change_attendance(held):
        raise AnsweredAlready
    if attendance == held.attendance:
        raise SameAttendance(field="attendance")
    require_absent(held)
    if notices.notice_of(notices.REGISTRATION) is None:
        raise FormNotOffered
    held.attendance = attendance
    if attendance == Attendance.VIRTUAL:
        held.state = Registered.CONFIRMED
        if held.has_place:
            _give_back(counted, held)
    elif counted.free > 0:
        counted.taken += 1
        held.has_place = True
    else:
        # The number from before was given up with the place in the line.
        held.state, held.wait_number = Registered.WAIT_LISTED, places.next_number(counted)
    answered(counted, held)
    choices.give_up_rooms(held)
    return held


@atomic_savepoint
def decline(
    registration: Registration, *, reason: str = "", version: int | str | None, by: Actor
) -> Registration:
    """Decline an invitation; the seat is open again.

    Raises:
        NotYourRegistration: when someone else was invited.
        AnsweredAlready: when it was answered already, or the summit is over.
        StaleEdit: when it changed since.
    """
    counted, held = hold(registration, version=version)
    if not policies.is_own(by, held) and not by.is_system:
        raise NotYourRegistration
    if not held.is_unanswered or not policies.can_leave(held):
        raise AnsweredAlready
    return _leave(counted, held, Registered.DECLINED, reason)


@atomic_savepoint
def cancel(
    registration: Registration, *, reason: str = "", version: int | str | None, by: Actor
) -> Registration:
    """Cancel a registration or take back an invitation; the first person on the wait-list gets its place.

    Raises:
        NotYourDelegation: when the actor is neither the person, nor chooses the site's delegates, nor an organizer.
        AnsweredAlready: when it was declined, canceled, or replaced already, or the summit is over.
        CheckedIn: when the person is checked in.
        StaleEdit: when it changed since.
    """
    counted, held = hold(registration, version=version)
    if not (policies.is_own(by, held) or policies.speaks_for(by, held)):
        raise NotYourDelegation
    if not policies.can_withdraw(by, held):
        raise AnsweredAlready
    require_absent(held)
    return _leave(counted, held, Registered.CANCELED, reason)


def end_all(summit: Summit) -> None:
    """Cancel every registration of a canceled summit, and tell each person; nobody moves up.

    The caller holds the summit, whose state is saved.
    """
    if not Places.objects.filter(pk=summit.pk).exists():
        return
    counted = places.hold(summit)
    with powers_of(places.JOB):
        for held in Registration.objects.of_summit(summit.pk).holding():
            held.state, held.has_place, held.reason = Registered.CANCELED, False, SUMMIT_CANCELED
            held.version += 1
            held.save()
            places.tell(held)
        Needs.objects.of_summit(summit.pk).delete()
    counted.taken = 0
    places.save(counted)


def tell_all(summit: Summit) -> None:
    """Tell everyone who is registered, or on the wait-list, that the summit is virtual; each keeps what they have."""
    if not Places.objects.filter(pk=summit.pk).exists():
        return
    places.hold(summit)
    with powers_of(places.JOB):
        for held in Registration.objects.of_summit(summit.pk).holding():
            held.version += 1
            held.save(update_fields=["version"])
            places.tell(held)


def hold(registration: Registration, *, version: int | str | None) -> tuple[Places, Registration]:
    """Hold the summit's places, and read a registration again that a form was based on.

    Raises:
        NotFound: when the actor can't see it, or no longer can.
        StaleEdit: when it changed since.
    """
    counted, held = reread(registration)
    check_version(held, version)
    return counted, held


def reread(registration: Registration) -> tuple[Places, Registration]:
    """Hold the summit's places, and read the registration and its summit again.

    Raises:
        NotFound: when the actor can't see it, or no longer can.
    """
    counted = places.hold(registration.summit)
    rows = Registration.objects.select_related("summit", "site", "seat")
    held = rows.filter(pk=registration.pk).first()
    if held is None:
        raise NotFound
    return counted, held


def require_absent(held: Registration) -> None:
    """Refuse while the person is checked in: they are here, whatever the form says."""
    if held.check_ins.exists():
        raise CheckedIn


def require_registering(summit: Summit) -> None:
    """Refuse unless registration is open, by the state as it is once the places are held."""
    status = Summit.objects.values_list("status", flat=True).get(pk=summit.pk)
    if status not in REGISTERING:
        raise RegistrationClosed


def _leave(counted: Places, held: Registration, state: Registered, reason: str) -> Registration:
    held.state, held.reason = state, reason.strip()
    if held.has_place:
        _give_back(counted, held)
    forget_needs(held)
    answered(counted, held)
    choices.give_up(held)
    return held


def _give_back(counted: Places, held: Registration) -> None:
    counted.taken -= 1
    held.has_place = False
    places.move(counted)


def forget_needs(held: Registration) -> None:
    """Delete what a person needed who doesn't come."""
    with powers_of(places.JOB):  # whoever withdraws a delegate doesn't read what they need
        Needs.objects.of_registration(held.pk).delete()


def answered(counted: Places, held: Registration) -> Registration:
    """Save the counters and the next version of a registration, and tell its person."""
    places.save(counted)
    held.answered_at = clock.now()
    held.version += 1
    held.save()
    places.tell(held)
    return held
