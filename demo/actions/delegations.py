"""Delegations of the demonstration: people in each state of a registration; all of them are invented."""

from datetime import date

from demo.actions import people
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import COORDINATOR, EXECUTIVE_LEADERSHIP, POINT_OF_CONTACT
from foundation.calendars import clock
from sites.models import PublicForm, Site
from summits.actions import grants, invitations, needs, places, registrations
from summits.enums import Attendance, GrantRole, Kind
from summits.models import DelegationSeat, Registration, Summit
from summits.querysets.notices import FORMS

# Four people register for three places: the last one, of Example City, is on the wait-list.
PLACES = 3
DEMO_NUMBER = "0000-0000 (demo)"


def number_forms() -> None:
    """Give the summit's forms a number that says of itself that it is no real one."""
    expires = date(clock.today("UTC").year + 3, 12, 31)
    PublicForm.objects.filter(slug__in=FORMS, omb_number="").update(
        omb_number=DEMO_NUMBER, expires_on=expires
    )


def fill(summit: Summit, city: Site, harbor: Site, *, by: Actor) -> None:
    """Nominate three people of Example City, one of whom waits, and people in every other state.

    Arguments:
        summit: with open registration.
        by: the Program Manager, who acts.
    """
    places.set_places(summit, places=PLACES, version=None, by=by)
    organizer = people.staff(COORDINATOR.slug)
    grants.give(summit, email=organizer.email, role=GrantRole.ORGANIZER, by=by)
    leader, contact, usao = (
        people.of(city, *chair)
        for chair in (
            (EXECUTIVE_LEADERSHIP.slug, "executive"),
            (POINT_OF_CONTACT.slug, "law-enforcement"),
            (POINT_OF_CONTACT.slug, "usao"),
        )
    )
    neighbor = people.of(harbor, POINT_OF_CONTACT.slug, "law-enforcement")
    first = _nominate(summit, city, "executive", leader, by=leader)
    second = _nominate(summit, city, "law-enforcement", contact, by=leader)
    other = _nominate(summit, harbor, "law-enforcement", neighbor, by=neighbor)
    waiting = _nominate(summit, city, "usao", usao, by=contact)
    for registration, person in (
        (first, leader),
        (second, contact),
        (other, neighbor),
        (waiting, usao),
    ):
        _register(registration, person)
    with people.ActingAs(contact) as mine:
        second.refresh_from_db()
        needs.say(second, access="Step-free seating", diet="No nuts", by=mine)
    _leave(summit, harbor, neighbor)
    for kind, name, site in (
        (Kind.GUEST, "Retired detective", city),
        (Kind.FEDERAL, "Federal partner", None),
        (Kind.PROVIDER, "Demonstration provider", None),
    ):
        email = f"{kind}.{summit.slug}@demo.example.gov"
        invitations.invite(summit, kind=kind, name=f"{name} (demo)", email=email, site=site, by=by)


def _leave(summit: Summit, site: Site, contact: User) -> None:
    """Nominate two of the other site's people: one is withdrawn, one is replaced and has not answered."""
    with people.ActingAs(contact) as by:
        gone, replaced = (
            invitations.nominate(
                summit,
                site=site,
                seat=_seat(summit, slug),
                name=f"{name} (demo)",
                email=f"{slug}.{summit.slug}@demo.example.gov",
                by=by,
            )
            for slug, name in (("prosecutor", "Chief deputy"), ("choice", "Crime analyst"))
        )
        registrations.cancel(gone, reason="In trial that week.", version=gone.version, by=by)
        invitations.substitute(
            replaced,
            name="Analysis supervisor (demo)",
            email=f"supervisor.{summit.slug}@demo.example.gov",
            version=replaced.version,
            by=by,
        )


def _nominate(summit: Summit, site: Site, slug: str, person: User, *, by: User) -> Registration:
    with people.ActingAs(by) as actor:
        return invitations.nominate(
            summit,
            site=site,
            seat=_seat(summit, slug),
            name=person.name,
            email=person.email,
            by=actor,
        )


def _register(registration: Registration, person: User) -> None:
    with people.ActingAs(person) as by:
        registrations.accept(
            registration, attendance=Attendance.IN_PERSON, version=registration.version, by=by
        )


def _seat(summit: Summit, slug: str) -> DelegationSeat:
    return DelegationSeat.objects.get(summit=summit, slug=slug)
