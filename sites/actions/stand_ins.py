"""Leave of liaisons: somebody stands in for them at their sites, with the same seat, from day to day.

Who stands in has a membership of their own in the seat, which says whose seat it covers: so both walls give exactly
what the seat gives, and no clearance with it. It ends by itself when the last day is over at the site.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.audit.enums import Kind
from foundation.audit.record import record as note
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy import powers
from foundation.tenancy.context import atomic_savepoint, powers_of
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites import policies
from sites.actions import departure_notices, leave_days
from sites.errors import NotYours
from sites.models import Membership
from sites.querysets import BACKUP_ROLES

# The names of other sites' liaisons are no secret of those sites.
JOB = "system:outbox"


def liaisons() -> list[int]:
    """Return the ids of everyone who holds a liaison's seat now."""
    seated = Membership.objects.live(clock.now()).of_seat_holders().with_role(LIAISON.slug)
    return list(seated.values_list("user_id", flat=True))


def possible(*, liaison: int) -> list[int]:
    """Return the ids of people who can stand in: other liaisons, managers, and coordinators."""
    with powers_of(JOB):
        seated = Membership.objects.live(clock.now()).of_seat_holders().with_role(LIAISON.slug)
        people = User.objects.filter(
            Q(staff_role__in=BACKUP_ROLES) | Q(pk__in=seated.values("user_id")),
            is_active=True,
            organization=None,
        )
        return list(people.exclude(pk=liaison).values_list("pk", flat=True))


def leave_shown_to(actor: Actor) -> list[Membership]:
    """Return leave that isn't over: for who manages teams all of it, for others their own and what they cover.

    Before leave begins, its stand-in can't read the site's team yet; what they cover they may still see.
    """
    found = Membership.objects.standing_in().not_ended(clock.now())
    if P.TEAM_MANAGE in actor.everywhere:
        return list(found)
    own = Q(covers__user=actor.user_id or 0) | Q(user=actor.user_id or 0)
    with powers_of(JOB):
        return list(found.filter(own))


def seats_to_cover(liaison: int, by: Actor) -> list[Membership]:
    """Return the seats of a liaison that the actor may have covered, by site."""
    held = Membership.objects.of_user(liaison).of_seat_holders().live(clock.now())
    held = held.with_role(LIAISON.slug).select_related("site", "user").order_by("site__name", "pk")
    return [seat for seat in held if policies.can_cover(by, seat)]


@atomic_savepoint
def record(
    seats: Iterable[Membership], *, first: date, last: date, stand_in: User, by: Actor
) -> list[Membership]:
    """Record leave: the stand-in has each of these seats from a first to a last day, both of the site's calendar.

    Arguments:
        seats: the liaison's seats, all of one person.
        first: the first day of leave; for today it begins now.
        last: the last day. Where the seat itself ends before, the leave ends with it.
        stand_in: who stands in.
        by: the liaison, or a Program Manager.

    Raises:
        NotYours: when the seat isn't the actor's, and the actor doesn't manage teams.
        InvalidInput: for days in the wrong order, too long a leave, or someone who can't stand in then.
        Refused: when the liaison has leave at a site on one of the days already, or stands in then.
    """
    leave_days.check(first, last)
    made, seats = [], sorted(seats, key=lambda each: each.pk)
    _hold_people({stand_in.pk, *(seat.user_id for seat in seats)})
    for seat in seats:
        held = _held(seat, by)
        begins = leave_days.start(first, held.site.time_zone)
        made.append(_begin(held, begins, leave_days.end(held, last, begins), stand_in))
    if made:
        _tell(made[0], "recorded", by)
    return made


@atomic_savepoint
def change(
    leave: Iterable[Membership], *, first: date, last: date, stand_in: User, by: Actor
) -> list[Membership]:
    """Change leave: its last day, its first day until it begins, and who stands in from now on.

    Arguments:
        leave: memberships of one stand-in that are not over.
        first: the first day, which stays once the leave has begun.
        last: the last day.
        stand_in: who stands in from now on.
        by: the liaison, or a Program Manager.

    Raises: as ``record``, and Refused when the leave is over.
    """
    leave_days.check(first, last)
    now, changed, dropped = clock.now(), [], []
    leave = sorted(leave, key=lambda each: each.pk)
    _hold_people({stand_in.pk, *(row.covers.user_id for row in leave if row.covers)})
    for row in leave:
        seat, held = _held_leave(row, by)
        started = held.starts_at <= now
        begins = held.starts_at if started else leave_days.start(first, held.site.time_zone)
        if stand_in.pk == held.user_id:
            ends = leave_days.end(seat, last, begins)
            _check_free(seat, begins, ends, stand_in, but=held)
            held.starts_at, held.ends_at = begins, ends
            _save(held, "leave-changed")
            departure_notices.note_end(held, ends)
            changed.append(held)
            continue
        begins = max(now, begins)
        _stop(held, at=now, by=by)
        if held.ends_at == held.starts_at:
            dropped.append(held)
        changed.append(_begin(seat, begins, leave_days.end(seat, last, begins), stand_in))
    if dropped:
        _tell(dropped[0], "passed-on", by)
    if changed:
        _tell(changed[0], "changed", by)
    return changed


@atomic_savepoint
def cancel(leave: Iterable[Membership], *, by: Actor) -> list[Membership]:
    """End leave now, or cancel it before it begins.

    Raises: NotYours when the actor neither has the seat nor manages teams, and Refused when the leave is over.
    """
    rows = [_held_leave(row, by)[1] for row in sorted(leave, key=lambda each: each.pk)]
    now = clock.now()
    for held in rows:
        _stop(held, at=now, by=by)
    canceled = [held for held in rows if held.ends_at == held.starts_at]
    if canceled:
        _tell(canceled[0], "canceled", by)
    return rows


def _hold_people(ids: set[int]) -> None:
    """Lock the people of a leave before its seats, in one order for everybody.

    Otherwise two liaisons who each record leave at once, with the other as stand-in, would both find the other free.
    """
    locks.hold_all(User.objects.filter(pk__in=ids).order_by("pk"), no_key=True)


def _held(seat: Membership, by: Actor) -> Membership:
    """Lock a seat, which keeps two leaves of it apart, and check that the actor may have it covered."""
    held = locks.hold(Membership.objects.select_related("site", "user"), seat.pk, refusal=NotYours)
    if held.role != LIAISON.slug or not policies.can_cover(by, held):
        raise NotYours
    return held


def _held_leave(row: Membership, by: Actor) -> tuple[Membership, Membership]:
    """Lock the seat and then the leave."""
    if row.covers is None:
        raise NotYours
    seat = _held(row.covers, by)
    rows = Membership.objects.standing_in().filter(pk=row.pk)
    held = next(iter(locks.hold_all(rows)), None)
    if held is None or held.has_ended(clock.now()):
        raise Refused("This leave is over.")
    return seat, held


def _begin(seat: Membership, begins: datetime, ends: datetime, stand_in: User) -> Membership:
    _check_free(seat, begins, ends, stand_in)
    made = Membership(
        site=seat.site,
        user=stand_in,
        role=seat.role,
        seat=seat.seat,
        starts_at=begins,
        ends_at=ends,
        covers=seat,
    )
    _save(made, "leave-recorded")
    departure_notices.note_end(made, ends)
    return made


def _stop(held: Membership, *, at: datetime, by: Actor) -> None:
    if held.user_id == by.user_id:
        powers.give_up()
    held.ends_at = max(at, held.starts_at)
    _save(held, "leave-ended")
    if held.ends_at > held.starts_at:
        departure_notices.note_end(held, held.ends_at)


def _save(held: Membership, what: str) -> None:
    try:
        with atomic_savepoint:
            held.save()
    except IntegrityError as error:
        if "a_seat_has_one_stand_in_at_a_time" in str(error):
            raise Refused(_taken(held)) from error
        if "a_person_sits_once_in_a_seat" in str(error):
            raise InvalidInput(
                f"{held.user.name} already has this seat then. Choose someone else.",
                field="stand_in",
            ) from error
        raise
    note(
        Kind.ROLE_CHANGED,
        user_id=held.user_id,
        detail={"site": held.site_id, "role": held.role, "seat": held.seat, "what": what},
    )


def _taken(held: Membership) -> str:
    return (
        f"Leave at {held.site.name} is already recorded for some of these days."
        " Change that leave instead."
    )


def _check_free(
    seat: Membership,
    begins: datetime,
    ends: datetime,
    stand_in: User,
    but: Membership | None = None,
) -> None:
    """Refuse somebody who can't stand in for a seat in a period, and a period that has leave already."""
    others = Membership.objects.standing_in().meeting(begins, ends)
    covering = others.filter(covers=seat)
    if (covering.exclude(pk=but.pk) if but else covering).exists():
        raise Refused(_taken(seat))
    if stand_in.pk not in possible(liaison=seat.user_id):
        raise InvalidInput(f"{stand_in.name} can't stand in for a liaison.", field="stand_in")
    with powers_of(JOB):
        is_away = others.filter(covers__user=stand_in).exists()
        own = Membership.objects.at(seat.site).of_user(stand_in.pk).of_seat_holders()
        is_on_team = own.meeting(begins, ends).exists()
        duty = others.filter(user=seat.user).select_related("site").order_by("starts_at").first()
    if duty:
        first, last = dates.day(duty.starts_on), dates.day(duty.ends_on or duty.starts_on)
        raise Refused(
            f"{seat.user.name} stands in at {duty.site.name} {first} to {last}."
            " Choose other days, or first have someone else stand in there."
        )
    if is_away:
        raise InvalidInput(
            f"{stand_in.name} is on leave on some of these days. Choose someone else.",
            field="stand_in",
        )
    if is_on_team:
        raise InvalidInput(
            f"{stand_in.name} has a seat on the team of {seat.site.name}. Choose someone else.",
            field="stand_in",
        )


def _tell(leave: Membership, what: str, by: Actor) -> None:
    """Have the stand-in and the liaison notified, except who recorded it."""
    emit(
        "sites.leave_changed",
        key=f"sites.leave:{what}:{leave.pk}:{clock.now().isoformat()}",
        payload={"leave": str(leave.pk), "what": what, "by": by.user_id or 0},
    )
