"""Enter what was measured toward the goals of plans, and correct it."""

from datetime import date
from decimal import Decimal

from engagements import policies
from engagements.actions import plans
from engagements.actions.steps import require_reason
from engagements.errors import CorrectedBefore, NotYourPlan, PlanOver, UnlikelyDate
from engagements.models import Goal, Measurement, Plan
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput

NOT_YET = "Enter today or an earlier day."
TOO_EARLY = "Enter the day of the baseline or a later one."
SAME = "Enter another figure, day, or source."


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
    plan = _held(goal, measured_on, by=by)
    return _signed(_figure(plan, goal, value, measured_on, note), by=by)


@atomic_savepoint
def correct(
    figure: Measurement,
    goal: Goal,
    *,
    value: Decimal,
    measured_on: date,
    note: str = "",
    reason: str,
    by: Actor,
) -> Measurement:
    """Put the right figure or day in the place of a wrong one, which stays in the history with the reason.

    Arguments:
        figure: the wrong one.
        goal: its goal.
        value: the figure, in the goal's unit.
        measured_on: the day it is of, in the site's calendar.
        note: where it comes from, in one line.
        reason: what was wrong.

    Raises:
        CorrectedBefore: when someone corrected it already.
        InvalidInput: when nothing differs.
        ReasonMissing: without a reason.
        As ``enter``.
    """
    plan = _held(goal, measured_on, by=by)
    if Measurement.objects.correcting(figure.pk).exists():
        raise CorrectedBefore
    fresh = _figure(plan, goal, value, measured_on, note)
    if all(getattr(fresh, name) == getattr(figure, name) for name in Measurement.SAID):
        raise InvalidInput(SAME)
    fresh.corrects, fresh.reason = figure, require_reason(reason)
    return _signed(fresh, by=by)


def _held(goal: Goal, measured_on: date, *, by: Actor) -> Plan:
    """Lock the plan of a goal that takes a figure of that day from the actor."""
    plan = plans.lock(goal.plan_id, by=by)
    if not policies.can_write_plan(by, plan.site_id):
        raise NotYourPlan
    if not policies.is_in_time(plan.engagement):
        raise PlanOver
    if measured_on > clock.today(plan.site.time_zone):
        raise UnlikelyDate(NOT_YET, field="measured_on")
    if measured_on < goal.baseline_on:
        raise UnlikelyDate(TOO_EARLY, field="measured_on")
    return plan


def _figure(plan: Plan, goal: Goal, value: Decimal, measured_on: date, note: str) -> Measurement:
    return Measurement(
        site_id=plan.site_id,
        plan=plan,
        goal_key=goal.pk,
        value=value,
        measured_on=measured_on,
        note=note.strip(),
    )


def _signed(figure: Measurement, *, by: Actor) -> Measurement:
    figure.entered_by_id, figure.entered_at = by.user_id, clock.now()
    figure.save(force_insert=True)
    return figure
