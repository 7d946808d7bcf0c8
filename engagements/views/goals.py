"""Pages that add, change, or remove a plan's goals and actions, and enter or correct figures."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from engagements import policies
from engagements.actions import goals, measurements
from engagements.errors import CorrectedBefore, PlanClosed
from engagements.forms import CorrectMeasurementForm, GoalForm, MeasurementForm, PlanActionForm
from engagements.models import Goal, Measurement, Plan, PlanAction
from engagements.presenters.plan_steps import (
    Asked,
    of_action,
    of_correction,
    of_goal,
    of_measurement,
)
from engagements.querysets.plans import choices
from engagements.views.plans import address
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import Act, ask
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit

REMOVE = "remove"


@access(P.PLAN_WRITE)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a goal to a plan."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor).for_page(), pk=pk)
    _require_draft(request, plan)
    offered = choices()
    form = GoalForm(
        request.POST or None,
        areas=offered.areas,
        principles=offered.principles,
        initial={
            "baseline_on": clock.today(plan.site.time_zone),
            "due_on": plan.engagement.ends_on,
        },
    )
    return _ask(
        request,
        plan,
        form,
        of_goal(None),
        lambda values, version: goals.write(plan, **values, version=version, by=request.actor),
    )


@access(P.PLAN_WRITE)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a goal, or remove it with its actions."""
    goal = get_object_or_404(Goal.objects.visible_to(request.actor).for_form(), pk=pk)
    plan = goal.plan
    _require_draft(request, plan)
    if REMOVE in request.POST:
        goals.remove(goal, version=request.POST.get("version"), by=request.actor)
        return redirect_with_message(request, "Goal removed.", address(plan))
    offered = choices(kept=goal.core_area)
    form = GoalForm(
        request.POST or None,
        areas=offered.areas,
        principles=offered.principles,
        initial=GoalForm.initial_of(goal),
    )
    return _ask(
        request,
        plan,
        form,
        of_goal(goal),
        lambda values, version: goals.write(
            plan, goal, **values, version=version, by=request.actor
        ),
    )


@access(P.PLAN_WRITE)
@single_submit
def add_action(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add an action toward a goal."""
    goal = get_object_or_404(Goal.objects.visible_to(request.actor).for_form(), pk=pk)
    _require_draft(request, goal.plan)
    form = PlanActionForm(request.POST or None, initial={"due_on": goal.due_on})
    return _ask(
        request,
        goal.plan,
        form,
        of_action(goal, None),
        lambda values, version: goals.write_action(
            goal, **values, version=version, by=request.actor
        ),
    )


@access(P.PLAN_WRITE)
@single_submit
def change_action(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change an action toward a goal, or remove it."""
    action = get_object_or_404(PlanAction.objects.visible_to(request.actor).for_form(), pk=pk)
    goal = action.goal
    _require_draft(request, goal.plan)
    if REMOVE in request.POST:
        goals.remove_action(action, version=request.POST.get("version"), by=request.actor)
        return redirect_with_message(request, "Action removed.", address(goal.plan))
    form = PlanActionForm(request.POST or None, initial=PlanActionForm.initial_of(action))
    return _ask(
        request,
        goal.plan,
        form,
        of_action(goal, action),
        lambda values, version: goals.write_action(
            goal, action, **values, version=version, by=request.actor
        ),
    )


@access(P.PLAN_WRITE)
@single_submit
def measure(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Enter what was measured toward a goal."""
    goal = get_object_or_404(Goal.objects.visible_to(request.actor).for_form(), pk=pk)
    if not policies.can_measure(request.actor, goal.plan):
        raise PermissionDenied
    today = clock.today(goal.site.time_zone)
    form = MeasurementForm(request.POST or None, initial={"measured_on": today})
    return _ask(
        request,
        goal.plan,
        form,
        of_measurement(goal),
        lambda values, _version: measurements.enter(goal, **values, by=request.actor),
    )


@access(P.PLAN_WRITE)
@single_submit
def correct_figure(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct the figure or the day of what was measured toward a goal, with a reason."""
    figure = get_object_or_404(Measurement.objects.visible_to(request.actor).for_page(), pk=pk)
    goals_seen = Goal.objects.visible_to(request.actor).for_form()
    goal = get_object_or_404(goals_seen, pk=figure.goal_key)
    if not policies.can_measure(request.actor, goal.plan):
        raise PermissionDenied
    if request.method != "POST" and Measurement.objects.correcting(figure.pk).exists():
        raise CorrectedBefore
    initial = CorrectMeasurementForm.initial_of(figure)
    form = CorrectMeasurementForm(request.POST or None, initial=initial)
    return _ask(
        request,
        goal.plan,
        form,
        of_correction(goal),
        lambda values, _version: measurements.correct(figure, goal, **values, by=request.actor),
    )


def _require_draft(request: PortalRequest, plan: Plan) -> None:
    """Refuse a reader who doesn't write plans there, and a plan that can't be changed now."""
    if not policies.can_write_plan(request.actor, plan.site_id):
        raise PermissionDenied
    if not policies.can_edit_plan(request.actor, plan):
        raise PlanClosed


def _ask(
    request: PortalRequest, plan: Plan, form: forms.Form, asked: Asked, act: Act
) -> HttpResponse:
    """Write what a valid form says and go to the plan, or show the form with what was refused."""
    return ask(
        request,
        "engagements/goal.html",
        form,
        act=act,
        done=asked.done,
        back=address(plan),
        version=plan.version,
        context={
            "site": plan.site,
            "plan": plan,
            "crumb": plan.get_kind_display(),
            "part": plan.site.name,
            "heading": asked.heading,
            "says": asked.says,
            "remove": asked.remove,
        },
    )
