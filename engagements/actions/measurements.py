"""Enter what was measured toward the goals of plans."""

from datetime import date
from decimal import Decimal

from engagements import policies
from engagements.actions import plans
from engagements.errors import NotYourPlan, PlanOver, UnlikelyDate
from engagements.models import Goal, Measurement
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint

NOT_YET = "Enter today or an earlier day."
TOO_EARLY = "Enter the day of the baseline or a later one."


@atomic_savepoint
def enter(
    goal: Goal, *, value: Decimal, measured_on: date, note: str = "", by: Actor
) -> Measurement:
    """Enter the figure of a goal on a day, whether its plan is a draft or approved.

    Of two figures for one day the one entered last counts; both stay in the history.

    Arguments:
        goal: the goal.
        value: the figure, in the goal's unit.
        measured_on: the day it is of, in the site's calendar.
        note: where it comes from, in one line.

    Raises:
        NotYourPlan: when the actor doesn't write plans at the site.
        PlanOver: when the engagement is over.
        UnlikelyDate: when the day is still to come, or before the baseline's.
    """
    plan = plans.lock(goal.plan_id, by=by)
    if not policies.can_write_plan(by, plan.site_id):
        raise NotYourPlan
    if not policies.is_in_time(plan.engagement):
        raise PlanOver
    if measured_on > clock.today(plan.site.time_zone):
        raise UnlikelyDate(NOT_YET, field="measured_on")
    if measured_on < goal.baseline_on:
        raise UnlikelyDate(TOO_EARLY, field="measured_on")
    return Measurement.objects.create(
        site_id=plan.site_id,
        plan=plan,
        goal_key=goal.pk,
        value=value,
        measured_on=measured_on,
        note=note.strip(),
        entered_by_id=by.user_id,
        entered_at=clock.now(),
    )
