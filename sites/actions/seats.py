"""Seats: appointing to a seat and ending a membership."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import ROLES
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.calendars.days import end_of, first_day, start_of
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites import policies
from sites.actions import approvals
from sites.errors import NotYours, SeatTaken
from sites.models import Membership, SeatApproval, Site

# An engagement lasts three years: an end further ahead than three of them in a row is a slip of the keyboard.
MAX_YEARS_AHEAD = 10
SITS_THERE = "This person already has that seat."


@atomic_savepoint
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

    A seat that reads federal items gives nothing before somebody else approves it.

    Raises:
        NotYours: unless DOJ staff or a job asks.
        InvalidInput: for a seat the role does not have.
        SeatTaken: when another person holds a seat with one chair.
        Refused: when this person already sits there.
    """
    if not policies.can_manage_team(by, site):
        raise NotYours
    check_seat(role, seat)
    approval = approvals.ask(
        site, role=role, seat=seat, name=user.name, email=user.email, person=user, by=by
    )
    return seat_person(site, user=user, role=role, seat=seat, on=on, title=title, approval=approval)


@atomic_savepoint
def end(
    membership: Membership, *, on: date | None = None, at: datetime | None = None, by: Actor
) -> Membership:
    """End a membership now, or plan when it ends; a planned end can be changed until it comes.

    Arguments:
        membership: whose.
        on: the last day: it ends when that day is over at the site.
        at: the instant itself, when no day is given.
        by: who ends it.

    Raises:
        NotYours: unless DOJ staff or a job asks.
        Refused: when it has ended already.
        InvalidInput: for an end before it began, or too far ahead.
        SeatTaken: when somebody else holds the seat before the later end.
    """
    held = _locked(membership, by)
    moment = _end_of(held, on=on, at=at)
    if moment < held.starts_at:
        raise InvalidInput(
            f"Enter an end after {dates.full_day(held.starts_on)}, when the membership begins.",
            field="on" if on else "at",
        )
    if moment > max(clock.now(), held.starts_at):
        return _set_end(held, moment, "end-planned")
    if held.user_id == by.user_id:
        powers.give_up()
    approvals.withdraw(held.approval_id, by=by)
    return _set_end(held, moment, "ended")


@atomic_savepoint
def keep(membership: Membership, *, by: Actor) -> Membership:
    """Cancel the planned end of a membership.

    Raises:
        NotYours: unless DOJ staff or a job asks.
        Refused: when it has ended already, or no end is planned.
        SeatTaken: when somebody else holds the seat afterwards.
    """
    held = _locked(membership, by)
    if held.ends_at is None:
        raise Refused("This membership has no end date.")
    return _set_end(held, None, "end-removed")


def _locked(membership: Membership, by: Actor) -> Membership:
    # Before the membership, as whoever decides on it does.
    if membership.approval_id is not None:
        locks.hold_all(SeatApproval.objects.filter(pk=membership.approval_id))
    held = locks.hold(Membership.objects.select_related("site"), membership.pk, refusal=NotYours)
    if not policies.can_manage_team(by, held.site):
        raise NotYours
    if held.has_ended(clock.now()):
        raise Refused("This membership has ended. Fill the seat again with a new one.")
    return held


def _end_of(held: Membership, *, on: date | None, at: datetime | None) -> datetime:
    """When it is to end: the day's end at the site, the instant, or now (what has not begun never begins)."""
    zone = held.site.time_zone
    last = first_day(clock.now(), zone).replace(month=12, day=31)
    last = last.replace(year=last.year + MAX_YEARS_AHEAD)
    if (on or (first_day(at, zone) if at else None) or last) > last:
        raise InvalidInput(
            f"Enter an end date by {dates.full_day(last)}.", field="on" if on else "at"
        )
    if on is not None:
        return end_of(on, zone)
    return at or max(clock.now(), held.starts_at)


def _set_end(held: Membership, moment: datetime | None, what: str) -> Membership:
    held.ends_at = moment
    with _seat_is_free():
        held.save(update_fields=["ends_at"])
    _note(held, what)
    return held


def seat_person(
    site: Site,
    *,
    user: User,
    role: str,
    seat: str,
    on: date | None = None,
    title: str = "",
    approval: SeatApproval | None,
) -> Membership:
    """Write the membership of somebody whose seat was decided elsewhere, such as by an invitation."""
    check_seat(role, seat)
    start = _start_of(site, on)
    refuse_taken(site, role=role, seat=seat, user_id=user.pk, start=start)
    with _seat_is_free():
        membership = Membership.objects.create(
            site=site,
            user=user,
            role=role,
            seat=seat,
            title=title,
            starts_at=start,
            approval=approval,
        )
    _note(membership, "appointed")
    return membership


def _start_of(site: Site, on: date | None) -> datetime:
    """Return the beginning of the day at the site; of today, now: who sat there this morning is followed at once."""
    now = clock.now()
    return now if on in {None, first_day(now, site.time_zone)} else start_of(on, site.time_zone)


@contextmanager
def _seat_is_free() -> Iterator[None]:
    """Say in words what the constraints on seats refuse: two at once, or a later end than the seat allows."""
    try:
        with atomic_savepoint:
            yield
    except IntegrityError as error:
        if "a_person_sits_once_in_a_seat" in str(error):
            raise Refused(SITS_THERE) from error
        if "a_single_seat_holds_one_person" in str(error):
            raise SeatTaken from error
        raise


def check_seat(role: str, seat: str) -> None:
    """Refuse a seat that the role does not have."""
    if role not in ROLES or seat not in {each.slug for each in ROLES[role].seats}:
        raise InvalidInput("Choose a seat on the site team.", field="seat")


def refuse_taken(
    site: Site, *, role: str, seat: str, user_id: int | None, start: datetime | None = None
) -> None:
    """Refuse a seat that is held from ``start`` (now, when left out) on: by this person, or by another where it has one chair."""
    span = Membership.objects.at(site).in_seat(role, seat).meeting(start or clock.now(), None)
    holders = set(span.values_list("user_id", flat=True))
    if user_id in holders:
        raise Refused(SITS_THERE)
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
