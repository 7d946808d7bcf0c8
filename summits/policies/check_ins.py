"""Decide who checks people in, and when."""

from datetime import datetime, timedelta

from foundation.accounts.actors import Actor
from summits.enums import Attendance, Registered, State
from summits.models import Registration, Session, Summit
from summits.policies.registrations import is_own
from summits.policies.summits import can_organize

# From when the agenda is locked; until the summit is archived, because phones without a signal report later.
ARRIVING = (State.AGENDA_LOCKED, State.LIVE, State.WRAP_UP)

# So long before a session begins its people check themselves in.
EARLY = timedelta(minutes=30)


def is_arriving(summit: Summit) -> bool:
    """Return whether people can be checked in now."""
    return summit.status in ARRIVING


def can_check_in(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor checks people in at this summit: an organizer or a manager."""
    return can_organize(actor, summit)


def can_arrive(registration: Registration) -> bool:
    """Return whether the person has a confirmed place where the summit is; a virtual summit has no rooms to fill."""
    is_in = registration.has_place or registration.summit.is_virtual
    return registration.state == Registered.CONFIRMED and is_in


def can_attend(
    registration: Registration, session: Session, now: datetime, *, is_here: bool
) -> bool:
    """Return whether a person checks themselves in at a session: it is about to begin or on, and they are there.

    Arguments:
        is_here: whether the person is checked in at the summit's door; a virtual summit has none.
    """
    starts, ends = session.starts_at, session.ends_at
    if registration.summit.status != State.LIVE or starts is None or ends is None:
        return False
    is_on = starts - EARLY <= now < ends
    return is_on and can_arrive(registration) and (is_here or registration.summit.is_virtual)


def has_code(actor: Actor, registration: Registration) -> bool:
    """Return whether the actor shows a code at the door: confirmed, in person, and not over."""
    is_coming = (
        registration.state == Registered.CONFIRMED
        and registration.attendance == Attendance.IN_PERSON
    )
    return is_coming and is_own(actor, registration) and not registration.summit.is_over
