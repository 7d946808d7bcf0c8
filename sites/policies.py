"""Decide who may do what at a site, and which permissions memberships grant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from foundation.accounts.actors import Actor, Powers
from foundation.accounts.compiled import Compiled
from foundation.accounts.enums import ApprovalState
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import (
    BROKEN_GLASS,
    EXECUTIVE_LEADERSHIP,
    POINT_OF_CONTACT,
    ROLES,
    SITE_ROLES,
    Role,
    Seat,
)
from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.days import first_day
from foundation.ui import wording
from sites.enums import AgencyKind
from sites.models import BreakGlass, Contact, Membership, SeatApproval, Site
from sites.querysets import UNVERIFIED

# Business days a required seat may stay empty (PRODUCT section 7: "seat empty 10").
MAX_DAYS_VACANT = 10
# Agencies that DOJ names, not the site's point of contact.
NAMED_BY_DOJ = frozenset({AgencyKind.USAO, AgencyKind.FEDERAL})
# How long the end of a membership can still be corrected on the team page.
LATELY = timedelta(days=180)


def powers_of(user: User) -> Powers:
    """Return the permissions from a person's live memberships and break-glass records, by site."""
    now = clock.now()
    by_site: dict[int, frozenset[P]] = defaultdict(frozenset)
    passing: dict[int, frozenset[P]] = {}
    cleared: set[int] = set()
    seats: set[tuple[int, str]] = set()
    for seat in _live_seats(Actor.public(), user_id=user.pk):
        role = ROLES[seat.role]
        by_site[seat.site_id] |= role.permissions
        if role.clearance in {"all", seat.seat}:
            cleared.add(seat.site_id)
        if role.clearance == "agency":
            seats.add((seat.site_id, seat.seat))
        elif seat.seat == "usao":
            seats.add((seat.site_id, "USAO"))
    if user.is_superuser:
        for look in BreakGlass.objects.open_for(user.pk, now):
            passing[look.site_id] = BROKEN_GLASS
    return Powers(
        by_site=dict(by_site),
        passing=passing,
        cleared_sites=frozenset(cleared),
        agency_seats=frozenset(seats),
    )


@Compiled
def _live_seats(_actor: Actor, *, user_id: int) -> QuerySet[Membership]:
    return Membership.objects.of_user(user_id).live(clock.now())


def can_enter(actor: Actor, site: Site) -> bool:
    """Return whether the actor may enter the site's workspace."""
    return actor.may(P.SITE_VIEW, at=site.pk)


def can_manage_team(actor: Actor, site: Site) -> bool:
    """Return whether the actor may fill and end the site's seats."""
    return actor.may(P.TEAM_MANAGE, at=site.pk)


def can_cover(actor: Actor, seat: Membership) -> bool:
    """Return whether the actor may have somebody stand in: the seat's own holder, or who manages the team.

    Who stands in for someone can't pass it on.
    """
    own = actor.user_id == seat.user_id and seat.is_live(clock.now())
    return seat.covers_id is None and (own or can_manage_team(actor, seat.site))


def can_see_broken_glass(actor: Actor, site: Site) -> bool:
    """Return whether the actor may see records: administrators their own, managers all."""
    return P.GLASS_BREAK in actor.everywhere or can_manage_team(actor, site)


def can_add_site(actor: Actor) -> bool:
    """Return whether the actor may add a site: who manages the teams of all sites."""
    return actor.may(P.TEAM_MANAGE, at=None)


def can_invite(actor: Actor, site: Site, role: str) -> bool:
    """Return whether the actor may invite to a role: points of contact only to local ones.

    Local roles are leadership and points of contact: DOJ fills the other seats.
    """
    if not actor.may(P.TEAM_INVITE, at=site.pk):
        return False
    local = role in {EXECUTIVE_LEADERSHIP.slug, POINT_OF_CONTACT.slug}
    return local or actor.is_system or P.TEAM_INVITE in actor.everywhere


def can_invite_somebody(actor: Actor, site: Site) -> bool:
    """Return whether the actor may fill any seat by invitation."""
    return actor.may(P.TEAM_INVITE, at=site.pk)


def can_approve_seats(actor: Actor, site: Site) -> bool:
    """Return whether the actor is at DOJ and may approve seats that read federal items."""
    return actor.user_id is not None and P.TEAM_APPROVE in actor.everywhere and _is_cleared(actor)


def can_decide(actor: Actor, approval: SeatApproval) -> bool:
    """Return whether the actor may approve: never the proposer or the seat's own person.

    Seats filled before approvals existed are confirmed by those who manage teams.
    """
    if actor.user_id in {approval.proposed_by_id, approval.person_id}:
        return False
    if approval.state == ApprovalState.REVIEW and P.TEAM_MANAGE not in actor.everywhere:
        return False
    return can_approve_seats(actor, approval.site)


def _is_cleared(actor: Actor) -> bool:
    """Return whether the actor is cleared everywhere: no one grants a clearance they lack."""
    return actor.cleared_sites is None


def seat_words(role: str, seat: str) -> str:
    """Return a role and its seat as one phrase."""
    return role if role == seat else f"{role}: {seat}"


def reach_of(role: str, seat: str) -> str:
    """Return a sentence on what the seat lets its holder read."""
    if ROLES[role].clearance == "agency":
        return f"Can read the site's work, and federal items of {seat} or shared with it."
    return "Can read the site's work, including all its federal items."


def can_keep_contacts(actor: Actor, site: Site) -> bool:
    """Return whether the actor may edit the site's contacts, like those who may invite there."""
    return actor.may(P.TEAM_INVITE, at=site.pk)


def can_keep_agency(actor: Actor, site: Site, kind: str) -> bool:
    """Return whether the actor may add, change and retire agencies of a kind in the site's coalition.

    Points of contact keep the local ones; federal offices are DOJ's to name.
    """
    if not can_keep_contacts(actor, site):
        return False
    return kind not in NAMED_BY_DOJ or can_choose_lead(actor, site)


def can_choose_lead(actor: Actor, site: Site) -> bool:
    """Return whether the actor may choose the lead agency of a coalition: DOJ staff who fill its seats, and jobs."""
    return can_keep_contacts(actor, site) and (actor.is_system or P.TEAM_INVITE in actor.everywhere)


def keepable_kinds(actor: Actor, site: Site) -> list[tuple[str, str]]:
    """Return the kinds of agencies the actor may keep at the site, with their names."""
    return [
        (value, str(label))
        for value, label in AgencyKind.choices
        if can_keep_agency(actor, site, value)
    ]


def is_stale(contact: Contact, today: date) -> bool:
    """Return whether nobody has verified a contact's details for too long."""
    return (contact.verified_on or contact.since) <= today - UNVERIFIED


def can_leave_note(actor: Actor, membership: Membership) -> bool:
    """Return whether the actor may leave a note for the next holder of this seat: only its holder may."""
    return actor.user_id == membership.user_id and membership.is_live(clock.now())


def invitable_roles(actor: Actor, site: Site) -> tuple[Role, ...]:
    """Return the roles whose seats the actor may fill by invitation."""
    return tuple(role for role in SITE_ROLES if can_invite(actor, site, role.slug))


@dataclass(frozen=True, slots=True)
class SeatCell:
    """One seat: its holders now, or since when it is vacant (``None``: it never had one)."""

    seat: Seat
    holders: tuple[Membership, ...]
    empty_since: date | None = None

    @property
    def vacant(self) -> bool:
        """Whether a required seat is vacant."""
        return self.seat.required and not self.holders


@dataclass(frozen=True, slots=True)
class RoleCell:
    """One of the six roles with its seats."""

    role: Role
    seats: tuple[SeatCell, ...]

    @property
    def vacant(self) -> bool:
        """Whether one of its required seats is vacant."""
        return any(seat.vacant for seat in self.seats)

    @property
    def holders(self) -> tuple[Membership, ...]:
        """Every person in the role."""
        return tuple(holder for seat in self.seats for holder in seat.holders)

    @property
    def on_duty(self) -> tuple[Membership, ...]:
        """The people in the role without those on leave, who have somebody standing in."""
        standing_in = [each for each in self.holders if each.covers_id and each.user.is_active]
        on_leave = {each.covers_id for each in standing_in}
        return tuple(each for each in self.holders if each.pk not in on_leave)


def roster(site: Site, memberships: Iterable[Membership], at: datetime) -> list[RoleCell]:
    """Return the six roles of a site at an instant, vacancies included.

    Arguments:
        site: the site.
        memberships: all its memberships, including ended ones
            (``Membership.objects.at(site).for_team()``).
        at: the instant, such as now.
    """
    held = [each for each in memberships if each.site_id == site.pk]
    return [
        RoleCell(
            role, tuple(_seat_cell(site, seat, _of(held, role, seat), at) for seat in role.seats)
        )
        for role in SITE_ROLES
    ]


def _of(held: list[Membership], role: Role, seat: Seat) -> list[Membership]:
    return [each for each in held if (each.role, each.seat) == (role.slug, seat.slug)]


def _seat_cell(site: Site, seat: Seat, own: list[Membership], at: datetime) -> SeatCell:
    holders = tuple(each for each in own if each.is_live(at))
    left = [each for each in own if each.covers_id is None and each.has_ended(at)]
    ended = [each.ends_at for each in left if each.ends_at]
    since = first_day(max(ended), site.time_zone) if ended and not holders else None
    return SeatCell(seat, holders, since)


def lately_ended(memberships: Iterable[Membership], at: datetime) -> list[Membership]:
    """Return the memberships whose end came in the last months, the latest first."""
    left = [each for each in memberships if each.covers_id is None]
    ended = [each for each in left if each.ends_at and at - LATELY < each.ends_at <= at]
    return sorted(ended, key=lambda each: each.ends_at or at, reverse=True)


def to_come(memberships: Iterable[Membership], at: datetime) -> list[Membership]:
    """Return the memberships that begin later, the next first; a stand-in's is changed with the leave."""
    later = [each for each in memberships if each.covers_id is None and each.starts_at > at]
    return sorted(
        (each for each in later if not each.has_ended(each.starts_at)),
        key=lambda each: each.starts_at,
    )


def empty_for(since: date | None, today: date, calendar: BusinessCalendar) -> int | None:
    """Count the business days at its site that a seat has been empty, without today; None where nobody ever sat in it."""
    if since is None:
        return None
    days = range((today - since).days)
    return sum(calendar.is_open(since + timedelta(days=ahead)) for ahead in days)


def limit_of(since: date | None, calendar: BusinessCalendar) -> datetime | None:
    """Return when a required seat is empty for too long, at 17:00 at its site; None where nobody ever sat in it."""
    if since is None:
        return None
    return calendar.add_days(datetime.combine(since, time(12), calendar.tz), MAX_DAYS_VACANT)


def gap(since: date | None, today: date, calendar: BusinessCalendar) -> str:
    """Say how long a seat has been empty: "12 business days; the limit is 10", or that it was never filled."""
    days = empty_for(since, today, calendar)
    if days is None:
        return "Not filled yet"
    return f"{wording.counted(days, 'business day')}; the limit is {MAX_DAYS_VACANT}"
