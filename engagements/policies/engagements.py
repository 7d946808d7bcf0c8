"""Decide who may manage an engagement, and evaluate the guards of its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engagements.enums import (
    END_MARKS,
    LIFECYCLE,
    MONTH_MARKS,
    UNDONE,
    MilestoneKind,
    State,
    Track,
)
from engagements.errors import PlanMissing, SessionMissing
from engagements.models import Engagement, EngagementStep, Milestone, PlanVersion
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import SITE_ROLES
from foundation.calendars.months import months_after
from foundation.ui import dates
from foundation.workflow.transition import Transition
from sites.models import Membership, Site, SiteAgency

# Also cancels a suspension that is still to come.
RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Standing:
    """An engagement on a day, as the table of transitions reads it."""

    engagement: Engagement
    day: date

    @property
    def status(self) -> State:
        """The state on that day."""
        return self.engagement.state_on(self.day)

    @property
    def site_id(self) -> int:
        """The site whose powers count."""
        return self.engagement.site_id


def can_manage(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may open, suspend, extend and end engagements at the site."""
    return actor.may(P.ENGAGEMENT_MANAGE, at=site_id)


def can_reach(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may mark a milestone: the site's liaison or a manager."""
    return can_manage(actor, site_id) or actor.may(P.UPDATE_LOG, at=site_id)


def can_see_steps(actor: Actor, engagement: Engagement) -> bool:
    """Return whether the actor may see the steps and reasons, which are never public."""
    return actor.may(P.SITE_VIEW, at=engagement.site_id)


def empty_required_seats(site: Site, at: datetime) -> list[str]:
    """Return the titles of the required seats vacant at the site at that instant, a prosecutor's contact among them."""
    live = Membership.objects.at(site).live(at)
    held = {(membership.role, membership.seat) for membership in live}
    vacant = [
        f"{role.title}: {seat.title}" if len(role.seats) > 1 else role.title
        for role in SITE_ROLES
        for seat in role.seats
        if seat.required and (role.slug, seat.slug) not in held
    ]
    uncovered = SiteAgency.objects.at(site).need_contact().order_by("name")
    return vacant + [f"Contact at {agency.name}" for agency in uncovered]


def marks(starts_on: date, ends_on: date) -> dict[MilestoneKind, date]:
    """Return the milestones that follow from the first and last day, all within them."""
    found = {kind: months_after(starts_on, months) for kind, months in MONTH_MARKS.items()}
    found |= {kind: ends_on - timedelta(days=days) for kind, days in END_MARKS.items()}
    return {kind: due for kind, due in found.items() if starts_on <= due <= ends_on}


def steps_open_to(actor: Actor, engagement: Engagement, day: date) -> list[tuple[Transition, str]]:
    """Return the steps the actor's role includes in the state of that day, each with its refusal or ""."""
    found = LIFECYCLE.choices(Standing(engagement, day), actor, GUARDS)
    if engagement.is_suspension_planned(day) and engagement.suspended_from:
        then = Standing(engagement, engagement.suspended_from)
        found += [each for each in LIFECYCLE.choices(then, actor, GUARDS) if each[0].name == RESUME]
    return [(row, refusal) for row, refusal in found if _is_offered(row, engagement)]


def can_take(actor: Actor, engagement: Engagement, step: str) -> bool:
    """Return whether the actor's role includes the step at the engagement's site."""
    rows = [row for row in LIFECYCLE.rows if row.name == step]
    return any(actor.may(P(row.permission), at=engagement.site_id) for row in rows)


def has_started(_actor: Actor, standing: Standing) -> bool | str:
    """Return whether the engagement's first day has come."""
    first = standing.engagement.starts_on
    return standing.day >= first or f"Onboarding can start on {dates.full_day(first)}."


def has_onboarded(engagement: Engagement, day: date) -> bool:
    """Return whether its onboarding has started by that day, so that milestones can be recorded."""
    return engagement.state_on(day) != State.PROPOSED


def listening_day(engagement: Engagement) -> date | None:
    """Return the day of the listening session; None while it isn't recorded."""
    return Milestone.objects.day_of(engagement, MilestoneKind.LISTENING_SESSION)


def has_listened(_actor: Actor, standing: Standing) -> bool | str:
    """Return whether the listening session is recorded."""
    return listening_day(standing.engagement) is not None or str(SessionMissing.message)


def plan_day(engagement: Engagement) -> date | None:
    """Return the day on which the sustainability plan was first approved; None while it isn't.

    Approvals recorded before plans were kept in the portal count as they were recorded.
    """
    return engagement.plan_approved_on or PlanVersion.objects.first_day_of(engagement)


def has_approved_plan(_actor: Actor, standing: Standing) -> bool | str:
    """Return whether executive leadership approved a version of the sustainability plan."""
    return plan_day(standing.engagement) is not None or str(PlanMissing.message)


def is_diagnostic(_actor: Actor, standing: Standing) -> bool | str:
    """Return whether it is a diagnostic engagement, which can lead to an operations one."""
    diagnostic = standing.engagement.track == Track.DIAGNOSTIC
    return diagnostic or "Only a diagnostic engagement leads to an operations engagement."


def has_no_successor(_actor: Actor, standing: Standing) -> bool | str:
    """Return whether the site has no other engagement that was opened since this one was."""
    later = Engagement.objects.in_place_of(standing.engagement).first()
    return later is None or (
        f"This can't be undone because the site's {later.cohort} was opened since. "
        "If that one hasn't begun, withdraw it first."
    )


GUARDS: Mapping[str, Callable[[Actor, Standing], bool | str]] = {
    guard.__name__: guard
    for guard in (has_started, has_listened, has_approved_plan, is_diagnostic, has_no_successor)
}


def start_follows(engagement: Engagement) -> bool:
    """Return whether the first day comes from the announcement, and no work has begun from it."""
    is_given = engagement.starts_on != engagement.announced_on and not engagement.start_is_assumed
    return not (is_given or engagement.onboarding_from or engagement.first_end)


def longer_by(ends_on: date, months: int) -> date:
    """Return the last day of an engagement extended by whole months, such as Aug 31 and six: Feb 28 or 29."""
    return months_after(ends_on + timedelta(days=1), months) - timedelta(days=1)


def _is_offered(row: Transition, engagement: Engagement) -> bool:
    """Return whether a step concerns this engagement at all."""
    if row.name == "announce":
        return not engagement.is_published
    if row.name in UNDONE:
        return EngagementStep.objects.of_engagement(engagement).can_undo(UNDONE[row.name])
    return row.name != "start-operations" or engagement.track == Track.DIAGNOSTIC
