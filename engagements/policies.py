"""Decide who may manage an engagement, and evaluate the guards of its steps."""

from datetime import date, datetime, timedelta

from engagements.enums import END_MARKS, MONTH_MARKS, MilestoneKind, State
from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import SITE_ROLES
from foundation.calendars.months import months_after
from sites.models import Membership, Site

RUNNING = frozenset({State.ONBOARDING, State.ACTIVE, State.CLOSING})


def can_manage(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may open, suspend, extend and end engagements at the site."""
    return actor.may(P.ENGAGEMENT_MANAGE, at=site_id)


def can_reach(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may mark a milestone: the site's liaison or a manager."""
    return can_manage(actor, site_id) or actor.may(P.UPDATE_LOG, at=site_id)


def can_see_steps(actor: Actor, engagement: Engagement) -> bool:
    """Return whether the actor may see the steps and reasons, which are never public."""
    return actor.may(P.SITE_VIEW, at=engagement.site_id)


def is_running(engagement: Engagement, day: date) -> bool:
    """Return whether it is between onboarding and its end, and not suspended."""
    return engagement.state_on(day) in RUNNING


def may_graduate(engagement: Engagement, day: date) -> bool:
    """Return whether it is in its closing phase, which lasts until it graduates."""
    return engagement.state_on(day) == State.CLOSING


def empty_required_seats(site: Site, at: datetime) -> list[str]:
    """Return the titles of the required seats vacant at the site at that instant."""
    live = Membership.objects.at(site).live(at)
    held = {(membership.role, membership.seat) for membership in live}
    return [
        f"{role.title}: {seat.title}" if len(role.seats) > 1 else role.title
        for role in SITE_ROLES
        for seat in role.seats
        if seat.required and (role.slug, seat.slug) not in held
    ]


def marks(starts_on: date, ends_on: date) -> dict[MilestoneKind, date]:
    """Return the milestones that follow from the first and last day, all within them."""
    found = {kind: months_after(starts_on, months) for kind, months in MONTH_MARKS.items()}
    found |= {kind: ends_on - timedelta(days=days) for kind, days in END_MARKS.items()}
    return {kind: due for kind, due in found.items() if starts_on <= due <= ends_on}
