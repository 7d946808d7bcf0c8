"""Write the goals of a plan and the actions toward them, while the plan is a draft."""

from datetime import date
from decimal import Decimal

from engagements import policies
from engagements.actions import plans
from engagements.enums import Direction, OwnerSide, PlanState
from engagements.errors import (
    NotYourPlan,
    PlanClosed,
    PlanOver,
    UnitInUse,
    UnlikelyDate,
    UnlikelyFigure,
)
from engagements.models import Goal, Measurement, Plan, PlanAction
from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Principle

NOT_AFTER = "Enter a date after the day of the baseline."


@atomic_savepoint
def write(
    plan: Plan,
    goal: Goal | None = None,
    *,
    core_area: CoreArea,
    text: str,
    unit: str,
    direction: Direction | str,
    baseline_on: date,
    target: Decimal,
    due_on: date,
    baseline: Decimal | None = None,
    principle: Principle | None = None,
    version: int | str | None,
    by: Actor,
) -> Goal:
    """Add a goal to a plan, or change one.

    Arguments:
        plan: the plan, in draft.
        goal: the goal to change; None for a new one.
        core_area: the core area it is in.
        text: what is to be reached, in one line.
        unit: what the figures count, such as "percent".
        direction: which way is better.
        baseline_on: the day on which the expected path starts.
        target: the figure to reach.
        due_on: by when.
        baseline: the figure at the start; None until it is measured.
        principle: DOJ's principle that it serves, if one is named.
        version: the version of the plan that the reader saw.

    Raises:
        StaleEdit: when someone changed the plan in between.
        PlanClosed: when the plan isn't a draft.
        UnlikelyDate: when it is due before its baseline's day.
        UnlikelyFigure: when the target isn't better than the baseline.
        UnitInUse: when the unit changes after figures were entered.
    """
    held = _opened(plan, version=version, by=by)
    if due_on <= baseline_on:
        raise UnlikelyDate(NOT_AFTER, field="due_on")
    if baseline is not None and not _is_better(target, baseline, direction):
        raise UnlikelyFigure(field="target")
    if goal and goal.unit != unit and Measurement.objects.of_goals([goal.pk]).exists():
        raise UnitInUse(field="unit")
    kept = goal or Goal(site_id=held.site_id, plan=held)
    kept.core_area, kept.principle = core_area, principle
    kept.text, kept.unit, kept.direction = text, unit, direction
    kept.baseline, kept.baseline_on = baseline, baseline_on
    kept.target, kept.due_on = target, due_on
    kept.save()
    _keep(held)
    return kept


@atomic_savepoint
def remove(goal: Goal, *, version: int | str | None, by: Actor) -> Plan:
    """Remove a goal and its actions from a draft; approved versions still have it.

    Raises:
        StaleEdit: when someone changed the plan in between.
        PlanClosed: when the plan isn't a draft.
    """
    held = _opened(goal.plan, version=version, by=by)
    PlanAction.objects.filter(goal=goal).delete()
    Goal.objects.filter(pk=goal.pk).delete()
    return _keep(held)


@atomic_savepoint
def write_action(
    goal: Goal,
    action: PlanAction | None = None,
    *,
    text: str,
    side: OwnerSide | str,
    due_on: date,
    version: int | str | None,
    by: Actor,
) -> PlanAction:
    """Add an action toward a goal, or change one.

    Arguments:
        goal: the goal it serves.
        action: the action to change; None for a new one.
        text: what is done, in one line.
        side: the side that does it.
        due_on: by when.
        version: the version of the plan that the reader saw.

    Raises:
        StaleEdit: when someone changed the plan in between.
        PlanClosed: when the plan isn't a draft.
    """
    held = _opened(goal.plan, version=version, by=by)
    kept = action or PlanAction(site_id=held.site_id, goal=goal)
    kept.text, kept.side, kept.due_on = text, side, due_on
    kept.save()
    _keep(held)
    return kept


@atomic_savepoint
def remove_action(action: PlanAction, *, version: int | str | None, by: Actor) -> Plan:
    """Remove an action from a draft; approved versions still have it.

    Raises:
        StaleEdit: when someone changed the plan in between.
        PlanClosed: when the plan isn't a draft.
    """
    held = _opened(action.goal.plan, version=version, by=by)
    PlanAction.objects.filter(pk=action.pk).delete()
    return _keep(held)


def _opened(plan: Plan, *, version: int | str | None, by: Actor) -> Plan:
    """Lock a plan whose goals the actor may change now."""
    held = plans.lock(plan.pk, by=by)
    check_version(held, version)
    if not policies.can_write_plan(by, held.site_id):
        raise NotYourPlan
    if not policies.is_in_time(held.engagement):
        raise PlanOver
    if held.status != PlanState.DRAFT:
        raise PlanClosed
    return held


def _keep(plan: Plan) -> Plan:
    plan.version += 1
    plan.save(update_fields=["version"])
    return plan


def _is_better(target: Decimal, baseline: Decimal, direction: Direction | str) -> bool:
    return target > baseline if direction == Direction.UP else target < baseline
