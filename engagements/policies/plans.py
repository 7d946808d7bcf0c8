"""Decide who may write and approve a plan, and evaluate the guards of its steps."""

from collections.abc import Callable, Mapping

from engagements.enums import PLAN_LIFECYCLE, PlanState
from engagements.models import Engagement, Plan
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.transition import Transition

NO_GOALS = "Add a goal first. Then submit the plan."
OWN_PLAN = "You submitted this plan. Another member of executive leadership must approve it."


def can_write_plan(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may start and write plans at the site: Advisor, liaison, or point of contact."""
    return actor.may(P.PLAN_WRITE, at=site_id)


def is_in_time(engagement: Engagement) -> bool:
    """Return whether the engagement isn't over today, in the site's time zone."""
    return engagement.is_open_on(clock.today(engagement.site.time_zone))


def can_edit_plan(actor: Actor, plan: Plan) -> bool:
    """Return whether the actor may change the goals and actions of a plan now."""
    is_draft = plan.status == PlanState.DRAFT
    return is_draft and can_write_plan(actor, plan.site_id) and is_in_time(plan.engagement)


def can_measure(actor: Actor, plan: Plan) -> bool:
    """Return whether the actor may enter figures of a plan's goals: its writers, while the engagement is open."""
    return can_write_plan(actor, plan.site_id) and is_in_time(plan.engagement)


def has_goals(_actor: Actor, plan: Plan) -> bool | str:
    """Return whether the plan has a goal, so that there is something to approve."""
    return len(plan.goals.all()) > 0 or NO_GOALS


def is_not_submitter(actor: Actor, plan: Plan) -> bool | str:
    """Return whether another person submitted the plan."""
    return actor.user_id is None or actor.user_id != plan.submitted_by_id or OWN_PLAN


PLAN_GUARDS: Mapping[str, Callable[[Actor, Plan], bool | str]] = {
    guard.__name__: guard for guard in (has_goals, is_not_submitter)
}


def plan_steps_open_to(actor: Actor, plan: Plan) -> list[tuple[Transition, str]]:
    """Return the steps the actor's role includes in the plan's state, each with its refusal or ""."""
    if not is_in_time(plan.engagement):
        return []
    return PLAN_LIFECYCLE.choices(plan, actor, PLAN_GUARDS)


def can_take_plan_step(actor: Actor, plan: Plan, step: str) -> bool:
    """Return whether the actor's role includes the step at the plan's site."""
    rows = [row for row in PLAN_LIFECYCLE.rows if row.name == step]
    return any(actor.may(P(row.permission), at=plan.site_id) for row in rows)
