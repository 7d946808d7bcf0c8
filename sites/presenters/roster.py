"""A site's roster and its vacant seats as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.holidays import calendar_for
from foundation.ui import dates
from foundation.ui.types import Link, TeamCell, TeamSeat
from sites import policies
from sites.models import Membership, Site
from sites.policies import RoleCell, SeatCell


@dataclass(frozen=True, slots=True)
class Roster:
    """A site's roster as one reader sees it on one day.

    Attributes:
        with_email: whether each holder's email address is a link.
    """

    site: Site
    actor: Actor
    calendar: BusinessCalendar
    today: date
    with_email: bool = False

    def cells(self, roles: Sequence[RoleCell]) -> list[TeamCell]:
        """Return the six roles for the team grid."""
        return [TeamCell(role=role.role.title, seats=tuple(self._seats_of(role))) for role in roles]

    def vacant(self, roles: Sequence[RoleCell]) -> list[tuple[RoleCell, SeatCell]]:
        """Return the required seats that are vacant, each with its role."""
        return [(role, seat) for role in roles for seat in role.seats if seat.vacant]

    def may_fill(self, role: RoleCell) -> bool:
        """Return whether the reader may invite people to the role."""
        return policies.can_invite(self.actor, self.site, role.role.slug)

    def _seats_of(self, role: RoleCell) -> Iterator[TeamSeat]:
        for chair in role.seats:
            yield from (self._holder(role, chair, holder) for holder in chair.holders)
            if chair.vacant:
                yield TeamSeat(
                    name=chair.seat.title,
                    vacant=True,
                    limit=policies.gap(chair.empty_since, self.today, self.calendar),
                    action=self._invite(role, chair) if self.may_fill(role) else None,
                )

    def _holder(self, role: RoleCell, chair: SeatCell, holder: Membership) -> TeamSeat:
        you = ": you" if holder.user_id == self.actor.user_id else ""
        seat = f"{chair.seat.title}, " if len(role.seats) > 1 else ""
        known = freshness_of(holder) or f"since {dates.full_day(holder.starts_on)}"
        note = f"{seat}{_covering(holder, self.today) or known}"
        email = Link(holder.user.email, f"mailto:{holder.user.email}") if self.with_email else None
        return TeamSeat(
            name=f"{holder.user.name}{you}", note=note[:1].upper() + note[1:], action=email
        )

    def _invite(self, role: RoleCell, chair: SeatCell) -> Link:
        seat = {"seat": f"{role.role.slug}:{chair.seat.slug}"}
        return Link("Invite someone", reverse("sites:invite", args=[self.site.slug], query=seat))


def freshness_of(holder: Membership) -> str:
    """Return when somebody last verified a member, and who; empty if nobody has."""
    if holder.verified_on is None:
        return ""
    by = f" by {holder.verified_by.name}" if holder.verified_by else ""
    return f"verified {dates.full_day(holder.verified_on)}{by}"


def _covering(holder: Membership, today: date) -> str:
    """Return for whom somebody stands in, and until when; empty for the seat's own holder."""
    if holder.covers is None or holder.ends_on is None:
        return ""
    return f"stands in for {holder.covers.user.name} until {dates.day(holder.ends_on, today=today)}"


def roster_of(site: Site, actor: Actor, *, with_email: bool = False) -> Roster:
    """Show the site's roster as this reader sees it today."""
    return Roster(
        site=site,
        actor=actor,
        calendar=calendar_for(site.time_zone),
        today=clock.today(site.time_zone),
        with_email=with_email,
    )
