"""Who sits where: appointing to a seat and ending a membership."""

from datetime import date

from django.db import IntegrityError, transaction

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import ROLES
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.tenancy import powers
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites import policies
from sites.errors import NotYours, SeatTaken
from sites.models import Membership, Site


@transaction.atomic
def appoint(
    site: Site,
    *,
    user: User,
    role: str,
    seat: str,
    on: date | None = None,
    title: str = "",
    by: Actor,
) -> Membership:
    """Seat somebody from a day on (today at the site when left out).

    Raises:
        NotYours: unless DOJ staff or a job asks.
        InvalidInput: for a seat the role does not have.
        SeatTaken: when another person holds a seat with one chair.
        Refused: when this person already sits there.
    """
    if not policies.can_manage_team(by, site):
        raise NotYours
    return seat_person(site, user=user, role=role, seat=seat, on=on, title=title)


@transaction.atomic
def end(membership: Membership, *, on: date | None = None, by: Actor) -> Membership:
    """End a membership; ``on`` is its last day (today at the site when left out).

    Raises:
        NotYours: unless DOJ staff or a job asks.
        Refused: when it has ended already.
        InvalidInput: for a day before it began.
    """
    held = locks.hold(Membership.objects.select_related("site"), membership.pk, refusal=NotYours)
    if not policies.can_manage_team(by, held.site):
        raise NotYours
    if held.ends_on is not None:
        raise Refused("This membership has an end date already.")
    day = on or clock.today(held.site.time_zone)
    if day < held.starts_on:
        raise InvalidInput("The last day cannot be before the first.", field="on")
    if held.user_id == by.user_id:
        powers.give_up()
    held.ends_on = day
    held.save(update_fields=["ends_on"])
    _note(held, "ended")
    return held


def seat_person(
    site: Site, *, user: User, role: str, seat: str, on: date | None = None, title: str = ""
) -> Membership:
    """Write the membership of somebody whose seat was decided elsewhere, such as by an invitation."""
    check_seat(role, seat)
    refuse_taken(site, role=role, seat=seat, user_id=user.pk)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                site=site,
                user=user,
                role=role,
                seat=seat,
                title=title,
                starts_on=on or clock.today(site.time_zone),
            )
    except IntegrityError as error:
        raise SeatTaken from error
    _note(membership, "appointed")
    return membership


def check_seat(role: str, seat: str) -> None:
    """Refuse a seat that the role does not have."""
    if role not in ROLES or seat not in {each.slug for each in ROLES[role].seats}:
        raise InvalidInput("Choose a seat of the site team.", field="seat")


def refuse_taken(site: Site, *, role: str, seat: str, user_id: int | None) -> None:
    """Refuse a seat that is held: by this person, or by another where it has one chair."""
    holders = set(
        Membership.objects.at(site)
        .in_seat(role, seat)
        .without_end()
        .values_list("user_id", flat=True)
    )
    if user_id in holders:
        raise Refused("This person already sits in that seat.")
    if holders and ROLES[role].single_seats:
        raise SeatTaken


def _note(membership: Membership, what: str) -> None:
    record(
        Kind.ROLE_CHANGED,
        user_id=membership.user_id,
        detail={
            "site": membership.site_id,
            "role": membership.role,
            "seat": membership.seat,
            "what": what,
        },
    )
