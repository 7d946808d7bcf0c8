"""The API of plans' goals and actions: add, change, and remove them, and enter what was measured."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from engagements import policies
from engagements.actions import goals, measurements
from engagements.api.plans import PLAN
from engagements.forms import CorrectMeasurementForm, GoalForm, MeasurementForm, PlanActionForm
from engagements.models import Goal, Measurement, Plan, PlanAction
from engagements.querysets.plans import choices
from engagements.serializers.plans import (
    FigureCorrection,
    FigureOut,
    GoalBody,
    NewFigure,
    PlanActionBody,
    PlanOut,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource


class PlanGoals(Resource):
    """The goals of a plan."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"POST": GoalBody}
    outputs = {"POST": (200, PlanOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add a goal to a draft plan."""
        plan = PLAN.fetch(call, pk)
        version = _version(call, plan)
        values = _goal_of(call, {"direction": "up"})
        goals.write(plan, **values, version=version, by=call.actor)
        return PLAN.shown(call, plan.pk)


class OneGoal(Resource):
    """A goal of a plan."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"PATCH": GoalBody}
    outputs = {"PATCH": (200, PlanOut), "DELETE": (200, PlanOut)}
    versioned = {"PATCH", "DELETE"}

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change a goal of a draft plan."""
        goal = _goal(call, pk)
        version = _version(call, goal.plan)
        values = _goal_of(call, GoalForm.initial_of(goal), kept=goal)
        goals.write(goal.plan, goal, **values, version=version, by=call.actor)
        return PLAN.shown(call, goal.plan_id)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove a goal and its actions from a draft plan; approved versions still have it."""
        goal = _goal(call, pk)
        goals.remove(goal, version=_version(call, goal.plan), by=call.actor)
        return PLAN.shown(call, goal.plan_id)


class GoalActions(Resource):
    """The actions toward a goal."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"POST": PlanActionBody}
    outputs = {"POST": (200, PlanOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add an action to a goal of a draft plan."""
        goal = _goal(call, pk)
        version = _version(call, goal.plan)
        values = clean(PlanActionForm(as_typed({"side": "site"} | read(call, PlanActionBody))))
        goals.write_action(goal, **values, version=version, by=call.actor)
        return PLAN.shown(call, goal.plan_id)


class OnePlanAction(Resource):
    """An action toward a goal."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"PATCH": PlanActionBody}
    outputs = {"PATCH": (200, PlanOut), "DELETE": (200, PlanOut)}
    versioned = {"PATCH", "DELETE"}

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change an action of a draft plan."""
        action = _action(call, pk)
        plan = action.goal.plan
        version = _version(call, plan)
        typed = as_typed(PlanActionForm.initial_of(action) | read(call, PlanActionBody))
        values = clean(PlanActionForm(typed))
        goals.write_action(action.goal, action, **values, version=version, by=call.actor)
        return PLAN.shown(call, plan.pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Remove an action from a draft plan; approved versions still have it."""
        action = _action(call, pk)
        plan = action.goal.plan
        goals.remove_action(action, version=_version(call, plan), by=call.actor)
        return PLAN.shown(call, plan.pk)


class GoalFigures(Resource):
    """The figures measured toward a goal."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"POST": NewFigure}
    outputs = {"GET": (200, page_of(FigureOut)), "POST": (200, PlanOut)}
    versioned = {"POST"}

    def get(self, call: Call, pk: UUID) -> Response:
        """List a goal's figures, corrected ones too, the newest day first."""
        goal = _goal(call, pk)
        figures = Measurement.objects.visible_to(call.actor).of_plan(goal.plan_id)
        return unpaged(figures.of_goals([goal.pk]), FigureOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Enter what was measured toward a goal."""
        goal = _goal(call, pk)
        _version(call, goal.plan)
        values = clean(MeasurementForm(as_typed(read(call, NewFigure))))
        measurements.enter(goal, **values, by=call.actor)
        return PLAN.shown(call, goal.plan_id)


class FigureCorrections(Resource):
    """The correction of a figure."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"POST": FigureCorrection}
    outputs = {"POST": (201, FigureOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Correct a figure or its day, with a reason; the former one stays in the list."""
        figures = Measurement.objects.visible_to(call.actor).for_page()
        figure: Measurement = get_object_or_404(figures, pk=pk)
        goal = _goal(call, figure.goal_key)
        if not policies.can_measure(call.actor, goal.plan):
            raise PermissionDenied
        typed = CorrectMeasurementForm.initial_of(figure) | read(call, FigureCorrection)
        values = clean(CorrectMeasurementForm(as_typed(typed)))
        made = measurements.correct(figure, goal, **values, by=call.actor)
        return Response(FigureOut(made).data, status=201)


def _version(call: Call, plan: Plan) -> int:
    """Return the version that the call is based on; refuse a caller who doesn't write plans there."""
    if not policies.can_write_plan(call.actor, plan.site_id):
        raise PermissionDenied
    return PLAN.require(call, plan)


def _goal_of(call: Call, known: dict[str, Any], *, kept: Goal | None = None) -> dict[str, Any]:
    """Return the clean values of a goal: what was sent, over what is known."""
    offered = choices(kept=kept.core_area if kept else None)
    typed = as_typed(known | read(call, GoalBody))
    return clean(GoalForm(typed, areas=offered.areas, principles=offered.principles))


def _goal(call: Call, pk: UUID) -> Goal:
    goal: Goal = get_object_or_404(Goal.objects.visible_to(call.actor).for_form(), pk=pk)
    return goal


def _action(call: Call, pk: UUID) -> PlanAction:
    actions = PlanAction.objects.visible_to(call.actor).for_form()
    action: PlanAction = get_object_or_404(actions, pk=pk)
    return action
