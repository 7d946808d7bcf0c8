"""The API of plans: read and start them, and take their steps."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from engagements import policies
from engagements.actions import plans
from engagements.actions.plans import PLAN_ACTS
from engagements.enums import PlanKind
from engagements.forms import PLAN_STEP_FORMS
from engagements.models import Engagement, Plan, PlanStep
from engagements.presenters.steps import last_of
from engagements.serializers import PlanOut, PlanStepBody
from engagements.serializers.plans import NewPlan
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource

PLAN = Record(
    seen=lambda actor: Plan.objects.visible_to(actor).for_page(),
    output=PlanOut,
    address="api:plan",
    last_change=lambda found: last_of(PlanStep.objects.of_plan(found), found.site.time_zone),
)


class EngagementPlans(Resource):
    """The plans of an engagement."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    inputs = {"POST": NewPlan}
    outputs = {"GET": (200, page_of(PlanOut)), "POST": (201, PlanOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the plans of one of your sites' engagements, the strategic one first."""
        engagement = _engagement(call, pk)
        found = Plan.objects.visible_to(call.actor).of_engagement(engagement).for_page()
        return unpaged(found, PlanOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Start an engagement's strategic or sustainability plan, as a draft."""
        kind = PlanKind(read(call, NewPlan)["kind"])
        started = plans.start(_engagement(call, pk), kind, by=call.actor)
        return PLAN.shown(call, started.pk, status=201)


class OnePlan(Resource):
    """A plan."""

    access = P.SITE_VIEW
    versioned = {"GET"}
    outputs = {"GET": (200, PlanOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a plan with its goals, actions, and approved versions."""
        return PLAN.shown(call, pk)


class OnePlanStep(Resource):
    """A step of a plan."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # the writers' or the leadership's; the table of transitions says which
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=tuple(PLAN_ACTS)),)
    inputs = {"POST": PlanStepBody}
    outputs = {"POST": (200, PlanOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Submit, approve, or return a plan, or unlock it for a new version."""
        if name not in PLAN_ACTS:
            raise Http404
        plan, version = PLAN.based(
            call, pk, lambda actor, row: policies.can_take_plan_step(actor, row, name)
        )
        values = clean(PLAN_STEP_FORMS[name](as_typed(read(call, PlanStepBody))))
        PLAN_ACTS[name](plan, **values, version=version, by=call.actor)
        return PLAN.shown(call, pk)


def _engagement(call: Call, pk: UUID) -> Engagement:
    return get_object_or_404(
        Engagement.objects.with_work_visible_to(call.actor).for_journey(), pk=pk
    )
