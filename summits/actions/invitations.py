"""Nominate and invite people to a summit, and give a delegate's seat to someone else."""

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.signed_links import SignedLinks
from sites.models import Site
from summits import policies
from summits.actions import choices, places
from summits.actions.registrations import (
    answered,
    forget_needs,
    hold,
    require_absent,
    require_registering,
)
from summits.enums import Kind, Registered
from summits.errors import (
    AlreadyRegistered,
    AnsweredAlready,
    NotYourDelegation,
    NotYourSummit,
    RemindedToday,
    SeatFilled,
    SiteNeeded,
)
from summits.models import DelegationSeat, Registration, Summit

LINKS = SignedLinks("summits.registrations")


@atomic_savepoint
def nominate(
    summit: Summit, *, site: Site, seat: DelegationSeat, name: str, email: str, by: Actor
) -> Registration:
    """Nominate a person for a seat of a site's delegation; the portal then mails the invitation.

    Arguments:
        seat: a seat of this summit's delegations.
        by: the site's executive leadership, or a point of contact.

    Raises:
        NotYourDelegation: when the actor does not choose the site's delegates.
        RegistrationClosed: when registration isn't open.
        PlacesNeeded: when the number of places isn't set.
        SeatFilled: when someone has the seat.
        AlreadyRegistered: when the site has the person on its list already.
    """
    if not policies.can_choose_delegates(by, site.pk):
        raise NotYourDelegation
    places.hold(summit)
    require_registering(summit)
    return _add(summit, kind=Kind.DELEGATE, site=site, seat=seat, name=name, email=email, by=by)


@atomic_savepoint
def invite(
    summit: Summit, *, kind: Kind, name: str, email: str, site: Site | None = None, by: Actor
) -> Registration:
    """Invite a person who is no delegate: alumni, a guest, a federal partner, a provider, a speaker, or staff.

    Arguments:
        site: the site that alumni and guests come for; the other kinds come for none.
        by: an organizer of the summit, or a Program Manager.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        NotYourDelegation: for a delegate, whom ``nominate`` is for.
        RegistrationClosed: when registration isn't open.
        PlacesNeeded: when the number of places isn't set.
        SiteNeeded: when the kind comes for a site, and none is given.
        AlreadyRegistered: when the person is on the list already.
    """
    if not policies.can_organize(by, summit):
        raise NotYourSummit
    if kind == Kind.DELEGATE:
        raise NotYourDelegation
    if policies.is_of_site(kind) and site is None:
        raise SiteNeeded(field="site")
    places.hold(summit)
    require_registering(summit)
    of = site if policies.is_of_site(kind) else None
    return _add(summit, kind=kind, site=of, seat=None, name=name, email=email, by=by)


@atomic_savepoint
def substitute(
    registration: Registration, *, name: str, email: str, version: int | str | None, by: Actor
) -> Registration:
    """Give a delegate's seat to someone else, who gets the place or the wait-list number that came with it.

    Raises:
        NotYourDelegation: when the actor does not choose the site's delegates.
        RegistrationClosed: when registration isn't open.
        AnsweredAlready: when it was declined, canceled, or replaced already.
        CheckedIn: when the person is checked in.
        StaleEdit: when the registration changed since.
        AlreadyRegistered: when the site has the person on its list already.
    """
    counted, held = hold(registration, version=version)
    if not policies.can_choose_delegates(by, held.site_id or 0):
        raise NotYourDelegation
    require_registering(held.summit)
    if not policies.can_substitute(by, held):
        raise AnsweredAlready
    require_absent(held)
    place, number = held.has_place, held.wait_number
    held.state, held.has_place = Registered.SUBSTITUTED, False
    answered(counted, held)
    forget_needs(held)
    choices.give_up(held)
    return _add(
        held.summit,
        kind=Kind.DELEGATE,
        site=held.site,
        seat=held.seat,
        name=name,
        email=email,
        has_place=place,
        wait_number=number,
        by=by,
    )


@atomic_savepoint
def give_place(
    waiting: Registration, *, taken_from: Registration, version: int | str | None, by: Actor
) -> Registration:
    """Give a delegate's place to someone of the same site who waits; nobody else's place or number changes.

    Arguments:
        waiting: the registration on the wait-list; it keeps its number.
        taken_from: the delegate who is replaced.
        version: the version of ``waiting`` the form was based on.

    Raises:
        NotYourDelegation: when the actor does not choose the site's delegates.
        RegistrationClosed: when registration isn't open.
        AnsweredAlready: when the one waits no longer, or the other has no place any more.
        CheckedIn: when the delegate is there.
        StaleEdit: when the registration changed since.
    """
    counted, held = hold(waiting, version=version)
    if not policies.can_choose_delegates(by, held.site_id or 0):
        raise NotYourDelegation
    require_registering(held.summit)
    rows = Registration.objects.of_summit(held.summit_id).at(held.site_id or 0)
    other = rows.placed_delegates().filter(pk=taken_from.pk).first()
    if not policies.can_get_place(by, held) or other is None:
        raise AnsweredAlready
    require_absent(other)
    other.state, other.has_place = Registered.SUBSTITUTED, False
    answered(counted, other)
    forget_needs(other)
    choices.give_up(other)
    held.state, held.has_place = Registered.CONFIRMED, True
    return answered(counted, held)


@atomic_savepoint
def remind(registration: Registration, *, by: Actor) -> None:
    """Remind a person to answer their invitation, once a day at most, by the days of the summit's place.

    A reminder that the portal sent by itself on that day counts, too.

    Raises:
        NotYourDelegation: when the actor neither chooses the site's delegates nor organizes the summit.
        RegistrationClosed: when registration isn't open.
        AnsweredAlready: when the person has answered.
        RemindedToday: when they were invited or reminded today.
    """
    if not policies.speaks_for(by, registration):
        raise NotYourDelegation
    require_registering(registration.summit)
    if not registration.is_unanswered:
        raise AnsweredAlready
    if not (policies.can_be_reminded(registration) and mark_reminded(registration)):
        raise RemindedToday
    day = clock.today(registration.summit.time_zone).isoformat()
    emit(
        "summits.send_reminder",
        key=f"summits.reminder:{registration.pk}:{day}",
        payload={"registration": str(registration.pk), "day": day},
    )


def mark_reminded(registration: Registration) -> bool:
    """Note that a person is reminded today; return whether nobody was first. The version stays, as they may be reading it."""
    today = clock.today(registration.summit.time_zone)
    rows = Registration.objects.filter(pk=registration.pk).unanswered()
    return rows.exclude(reminded_on=today).update(reminded_on=today) == 1


def mark_invited(registration: Registration) -> None:
    """Note that the invitation leaves now; the version stays, as the person may be reading it."""
    waiting = Registration.objects.filter(pk=registration.pk, state=Registered.NOMINATED)
    if waiting.update(state=Registered.INVITED):
        registration.state = Registered.INVITED


def token_of(registration: Registration) -> str:
    """Return the signed part of the address where a person without an account answers; it is stored nowhere."""
    return LINKS.token_of(registration.pk)


def _add(
    summit: Summit,
    *,
    kind: Kind,
    site: Site | None,
    seat: DelegationSeat | None,
    name: str,
    email: str,
    has_place: bool = False,
    wait_number: int | None = None,
    by: Actor,
) -> Registration:
    address = email.strip().lower()
    person = User.objects.open_at(address)
    try:
        with atomic_savepoint:
            made = Registration.objects.create(
                summit=summit,
                kind=kind,
                site=site,
                seat=seat,
                person=person,
                name=name,
                email=address,
                has_place=has_place,
                wait_number=wait_number,
                nominated_by_id=by.user_id,
                made_at=clock.now(),
            )
    except IntegrityError as error:
        if "a_seat_of_a_delegation_has_one_person" in str(error):
            raise SeatFilled(field="seat") from error
        if "a_person_is_registered_once_for_a_site" in str(error):
            raise AlreadyRegistered(field="email") from error
        raise
    emit(
        "summits.send_invitation",
        key=f"summits.invitation:{made.pk}",
        payload={"registration": str(made.pk)},
    )
    return made
