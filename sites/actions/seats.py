"""Seats: appoint a person to a seat, and end a membership."""

from datetime import date, datetime

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
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
from sites.actions import approvals, departure_notices, leave_notices
from sites.actions.seat_checks import check_seat, refuse_taken, seat_is_free
from sites.errors import NotYours
from sites.models import Membership, SeatApproval, Site

# An engagement lasts three years: an end later than three of them in a row is a typing error.
MAX_YEARS_AHEAD = 10
LEAVE_ENDS_IT = "Someone who stands in always has a last day. Change the leave instead."
HAS_ENDED = "This membership has ended. Fill the seat again with a new one."


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
    """Appoint a person to a seat from a day on (by default today at the site).

    A seat that reads federal items gives no access before someone else approves it.

    Raises:
        NotYours: unless the actor is DOJ staff or a job.
        InvalidInput: for a seat the role does not have.
        SeatTaken: when another person has a seat for one person.
        Refused: when this person already has the seat.
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
    """End a membership now, or plan its end; a planned end can be changed until it comes.

    Arguments:
        membership: the membership to end.
        on: the last day: the membership ends when that day is over at the site.
        at: the exact instant, if no day is given.
        by: who ends it.

    Raises:
        NotYours: unless the actor is DOJ staff or a job.
        Refused: when it has already ended, or a later end of a stand-in is planned.
        InvalidInput: for an end before it began, or too far ahead.
        SeatTaken: when someone else has the seat before the later end.
    """
    held = _going_on(membership, by)
    moment = _end_of(held, on=on, at=at)
    if moment < held.starts_at:
        raise InvalidInput(
            f"Enter a date after {dates.full_day(held.starts_on)}, when the membership begins.",
            field="on" if on else "at",
        )
    if moment > max(clock.now(), held.starts_at):
        if held.covers_id is not None:
            raise Refused(LEAVE_ENDS_IT)
        return _set_end(held, moment, "end-planned", by=by)
    if held.user_id == by.user_id:
        powers.give_up()
    approvals.withdraw(held.approval_id, by=by)
    return _set_end(held, moment, "ended", by=by)


@atomic_savepoint
def keep(membership: Membership, *, by: Actor) -> Membership:
    """Cancel the planned end of a membership.

    Raises:
        NotYours: unless the actor is DOJ staff or a job.
        Refused: when it has already ended, no end is planned, or it is a stand-in's.
        SeatTaken: when someone else has the seat afterward.
    """
    held = _going_on(membership, by)
    if held.ends_at is None:
        raise Refused("This membership has no end date.")
    if held.covers_id is not None:
        raise Refused(LEAVE_ENDS_IT)
    return _set_end(held, None, "end-removed", by=by)


@atomic_savepoint
def correct_end(
    membership: Membership, *, on: date | None = None, at: datetime | None = None, by: Actor
) -> Membership:
    """Correct the recorded end of a membership that is over; nobody gets access back by it.

    Arguments:
        membership: one that has ended.
        on: the last day, up to today.
        at: the exact instant, if no day is given.
        by: who corrects it.

    Raises:
        NotYours: unless the actor is DOJ staff or a job.
        Refused: when no day or instant is given: an ended membership can't end again, or go on.
        InvalidInput: for an end before it began, or in the future.
    """
    held = _locked(membership, by)
    now, field = clock.now(), "on" if on else "at"
    if not held.has_ended(now):
        raise Refused("This membership hasn't ended. Open the page again to see the latest.")
    if on is None and at is None:
        raise Refused(HAS_ENDED)
    moment = _end_of(held, on=on, at=at)
    if on == first_day(now, held.site.time_zone):
        moment = min(moment, now)
    if moment > now:
        raise InvalidInput(f"Enter a day in the past. {HAS_ENDED}", field=field)
    if moment < held.starts_at:
        raise InvalidInput(
            f"Enter a date after {dates.full_day(held.starts_on)}, when the membership begins.",
            field=field,
        )
    held.ends_at = moment
    with seat_is_free(held):
        held.save(update_fields=["ends_at"])
    _note(held, "end-corrected")
    _end_stand_ins(held, moment, by)
    return held


def vacate(user: User, *, by: Actor) -> list[Membership]:
    """End every seat of somebody whose account closes, and return them; whoever closes it has decided that.

    Arguments:
        user: whose account closes.
        by: who closes it; a job's powers are lent to them.
    """
    now = clock.now()
    own = Membership.objects.of_user(user.pk).not_ended(now)
    locks.hold_all(SeatApproval.objects.filter(membership__in=own))
    seats = locks.hold_all(own.select_related("site").order_by("pk"))
    for held in seats:
        approvals.withdraw(held.approval_id, by=by)
        _set_end(held, max(now, held.starts_at), "ended", by=by)
    return seats


def _going_on(membership: Membership, by: Actor) -> Membership:
    held = _locked(membership, by)
    if held.has_ended(clock.now()):
        raise Refused(HAS_ENDED)
    return held


def _locked(membership: Membership, by: Actor) -> Membership:
    # Locked before the membership, as an approver's decision does.
    if membership.approval_id is not None:
        locks.hold_all(SeatApproval.objects.filter(pk=membership.approval_id))
    held = locks.hold(Membership.objects.select_related("site"), membership.pk, refusal=NotYours)
    if not policies.can_manage_team(by, held.site):
        raise NotYours
    return held


def _end_of(held: Membership, *, on: date | None, at: datetime | None) -> datetime:
    """Return the end: the day's end at the site, the instant, or now (at least the start)."""
    zone = held.site.time_zone
    last = first_day(clock.now(), zone).replace(month=12, day=31)
    last = last.replace(year=last.year + MAX_YEARS_AHEAD)
    if (on or (first_day(at, zone) if at else None) or last) > last:
        raise InvalidInput(f"Enter a date by {dates.full_day(last)}.", field="on" if on else "at")
    if on is not None:
        return end_of(on, zone)
    return at or max(clock.now(), held.starts_at)


def _set_end(held: Membership, moment: datetime | None, what: str, *, by: Actor) -> Membership:
    _save_end(held, moment, what, by)
    if held.covers_id is not None and what == "ended":
        leave_notices.note_left(held)
    elif what != "ended":
        departure_notices.note_plan(held)
    return held


def _save_end(held: Membership, moment: datetime | None, what: str, by: Actor) -> None:
    held.ends_at = moment
    with seat_is_free(held):
        held.save(update_fields=["ends_at"])
    _note(held, what)
    if moment is not None:
        departure_notices.note_end(held, moment)
        _end_stand_ins(held, moment, by)


def _end_stand_ins(seat: Membership, moment: datetime, by: Actor) -> None:
    """End with a seat whoever stands in for its person: it may be the actor."""
    standing_in = Membership.objects.filter(covers=seat.pk, ends_at__gt=moment)
    for each in locks.hold_all(standing_in.select_related("site").order_by("pk")):
        if each.user_id == by.user_id:
            powers.give_up()
        _save_end(each, max(moment, each.starts_at), "ended", by)
        if moment > clock.now():
            leave_notices.note_shortened(each)


def seat_person(
    site: Site,
    *,
    user: User,
    role: str,
    seat: str,
    on: date | None = None,
    title: str = "",
    start: datetime | None = None,
    approval: SeatApproval | None,
) -> Membership:
    """Create the membership of a person whose seat was decided elsewhere, as by an invitation.

    Arguments:
        on: the first day at the site; today by default.
        start: the first instant, where another holder leaves at it.

    Raises:
        InvalidInput: for a seat the role does not have.
        SeatTaken: when another person has a seat for one person.
        Refused: when this person already has the seat.
    """
    check_seat(role, seat)
    start = start or _start_of(site, on)
    refuse_taken(site, role=role, seat=seat, user_id=user.pk, start=start)
    membership = Membership(
        site=site,
        user=user,
        role=role,
        seat=seat,
        title=title,
        starts_at=start,
        approval=approval,
    )
    with seat_is_free(membership):
        membership.save(force_insert=True)
    _note(membership, "appointed")
    return membership


def _start_of(site: Site, on: date | None) -> datetime:
    """Return the start of the day at the site; for today, now, to follow an earlier holder."""
    now = clock.now()
    return now if on in {None, first_day(now, site.time_zone)} else start_of(on, site.time_zone)


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
