"""Check people in at the door and at sessions, admit walk-ins, and take a mistake back."""

from datetime import datetime, timedelta

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import start_of
from foundation.tenancy.context import atomic_savepoint, powers_of
from sites.models import Site
from summits import policies
from summits.actions import places, registrations
from summits.enums import Attendance, Kind, Registered
from summits.errors import (
    CheckInClosed,
    FormNotOffered,
    NoPlaceFree,
    NotConfirmed,
    NotOnNow,
    NotYourSummit,
    OtherSummit,
    SiteNeeded,
)
from summits.models import CheckIn, Registration, Session, Summit
from summits.querysets import notices

# The night before the first day is the earliest that someone can have arrived.
EARLY = timedelta(days=1)
NO_SITE = "Leave the site blank: only alumni and guests come for a site."


@atomic_savepoint
def check_in(
    registration: Registration,
    *,
    session: Session | None = None,
    at: datetime | None = None,
    by: Actor,
) -> tuple[CheckIn, bool]:
    """Record that a person is at the door of the summit, or of a session; the second time changes nothing.

    Arguments:
        registration: whose.
        session: the session whose door it is; the summit's without one.
        at: when, as a phone without a signal recorded it; now without one. A time that cannot be is taken for now.
        by: an organizer, or a manager.

    Returns:
        The check-in, and whether it is new.

    Raises:
        NotYourSummit: when the actor doesn't organize the summit.
        CheckInClosed: when nobody arrives in the summit's state.
        NotConfirmed: when the person has no confirmed place; who registered virtually has none in the room.
        OtherSummit: when the session is of another summit.
    """
    summit = registration.summit
    if not (by.is_system or policies.can_check_in(by, summit)):
        raise NotYourSummit
    if not policies.is_arriving(summit):
        raise CheckInClosed
    if session is not None and session.summit_id != summit.pk:
        raise OtherSummit(field="session")
    _, held = registrations.reread(registration)
    if not policies.can_arrive(held):
        raise NotConfirmed
    return _arrive(held, session, at, by)


@atomic_savepoint
def attend(session: Session, *, by: Actor) -> tuple[CheckIn, bool]:
    """Record that the actor is in a session, as they say themselves; the second time changes nothing.

    Returns:
        The check-in, and whether it is new.

    Raises:
        NotConfirmed: when the actor isn't registered for the summit.
        NotOnNow: when the session isn't on or about to begin, or the actor isn't checked in at the summit's door.
    """
    mine = Registration.objects.of_summit(session.summit_id).of_person(by.user_id).confirmed()
    registration = mine.select_related("summit").first()
    if registration is None:
        raise NotConfirmed
    _, held = registrations.reread(registration)
    is_here = held.check_ins.at(None).exists()
    if not policies.can_attend(held, session, clock.now(), is_here=is_here):
        raise NotOnNow
    with powers_of(places.JOB):  # organizers alone write check-ins
        return _arrive(held, session, None, by)


@atomic_savepoint
def admit(
    summit: Summit, *, kind: str, name: str, email: str, site: Site | None, by: Actor
) -> CheckIn:
    """Give a walk-in a free place, and check them in; who is on the list already keeps their registration.

    One person is one at the door: whoever is on the list for another site, or as something else, is checked in as that.

    Arguments:
        kind: as what the person comes.
        site: the site they come for; none for the kinds that come for no site.

    Raises:
        NotYourSummit, CheckInClosed: as for a check-in.
        FormNotOffered: when the walk-in form has no valid OMB control number.
        SiteNeeded: when the kind comes for a site and none is given, or the other way round.
        NoPlaceFree: when every place is taken.
    """
    if not policies.can_check_in(by, summit):
        raise NotYourSummit
    if not policies.is_arriving(summit):
        raise CheckInClosed
    if notices.notice_of(notices.WALK_IN) is None:
        raise FormNotOffered
    if policies.is_of_site(kind) and site is None:
        raise SiteNeeded(field="site")
    if site is not None and not policies.is_of_site(kind):
        raise SiteNeeded(NO_SITE, field="site")
    counted, address = places.hold(summit), email.strip().lower()
    known = Registration.objects.of_summit(summit.pk).holding().by_email(address, site).first()
    held = known or _walked_in(summit, kind, name, address, site, by)
    if not held.has_place:
        if counted.free <= 0:
            raise NoPlaceFree
        counted.taken += 1
        held.has_place = True
    held.state, held.attendance = Registered.CONFIRMED, Attendance.IN_PERSON
    registrations.answered(counted, held)
    return _arrive(held, None, None, by)[0]


@atomic_savepoint
def undo(done: CheckIn, *, by: Actor) -> None:
    """Take back a check-in that was a mistake; undoing it twice changes nothing.

    Raises:
        NotYourSummit: when the actor doesn't organize the summit.
        CheckInClosed: when the summit is archived.
    """
    if not policies.can_check_in(by, done.summit):
        raise NotYourSummit
    if not policies.is_arriving(done.summit):
        raise CheckInClosed
    CheckIn.objects.filter(pk=done.pk).delete()


def _arrive(
    held: Registration, session: Session | None, at: datetime | None, by: Actor
) -> tuple[CheckIn, bool]:
    now = clock.now()
    return CheckIn.objects.get_or_create(
        registration=held,
        session=session,
        defaults={
            "site_id": held.site_id,
            "summit_id": held.summit_id,
            "person_id": held.person_id,
            "at": _possible(at, held.summit, now),
            "recorded_at": now,
            "recorded_by_id": by.user_id,
        },
    )


def _possible(at: datetime | None, summit: Summit, now: datetime) -> datetime:
    earliest = start_of(summit.starts_on, summit.time_zone) - EARLY
    return at if at is not None and earliest <= at <= now else now


def _walked_in(
    summit: Summit, kind: str, name: str, email: str, site: Site | None, by: Actor
) -> Registration:
    person = User.objects.open_at(email)
    return Registration.objects.create(
        summit=summit,
        site=site,
        kind=Kind(kind),
        person=person,
        name=name,
        email=email,
        nominated_by_id=by.user_id,
        made_at=clock.now(),
        is_walk_in=True,
    )
