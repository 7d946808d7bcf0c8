"""The API of plans: read them, and take their steps."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from engagements import policies
from engagements.actions.plans import PLAN_ACTS
from engagements.forms import PLAN_STEP_FORMS
from engagements.models import Engagement, Plan
from engagements.serializers import PlanOut, PlanStepBody
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.resources import Resource


class EngagementPlans(Resource):
    """The plans of an engagement."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, page_of(PlanOut))}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the plans of one of your sites' engagements, the strategic one first."""
        seen = Engagement.objects.with_work_visible_to(call.actor)
        engagement = get_object_or_404(seen, pk=pk)
        found = Plan.objects.visible_to(call.actor).of_engagement(engagement).for_page()
        return Response({"results": PlanOut(found, many=True).data, "next": None})


class OnePlan(Resource):
    """A plan."""

    access = P.SITE_VIEW
    versioned = {"GET"}
    outputs = {"GET": (200, PlanOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a plan with its goals, actions, and approved versions."""
        return shown(call, pk)


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
        plan = fetch(call, pk)
        if not policies.can_take_plan_step(call.actor, plan, name):
            raise PermissionDenied
        version = require(call, plan, etag(plan.version))
        values = clean(PLAN_STEP_FORMS[name](as_typed(read(call, PlanStepBody))))
        PLAN_ACTS[name](plan, **values, version=version, by=call.actor)
        return shown(call, pk)


def fetch(call: Call, pk: UUID) -> Plan:
    """Return a plan of one of the caller's sites, or 404."""
    return get_object_or_404(Plan.objects.visible_to(call.actor).for_page(), pk=pk)


def shown(call: Call, pk: UUID) -> Response:
    """Return the response with a plan and its version."""
    plan = fetch(call, pk)
    return tagged(call, PlanOut(plan).data, etag(plan.version))
