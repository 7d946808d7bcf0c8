"""The API of summits: read, plan, and change them, record approvals, and take their steps."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed, unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.workflow.lifecycle import check_offered
from summits import policies
from summits.actions import gates, summits
from summits.enums import GateKind
from summits.forms import (
    STEP_FORMS,
    DetailsForm,
    FiledForm,
    PassedForm,
    PlanSummitForm,
    RedateGateForm,
)
from summits.models import Gate, Summit, SummitStep
from summits.models.summits import PLACES
from summits.serializers import (
    ChangedSummit,
    NewSummit,
    SummitGateBody,
    SummitHistoryOut,
    SummitOut,
    SummitStepBody,
    SummitStepOut,
    WholeSummitOut,
)

ONE_DAY = "Send exactly one of filed_on, approved_on, and due_on."

SUMMIT = Record(
    seen=Summit.objects.visible_to, output=WholeSummitOut, address="api:summit", key="slug"
)


class Summits(Resource):
    """Summits."""

    access = SIGNED_IN
    paged = True
    changes = P.SUMMIT_MANAGE
    inputs = {"POST": NewSummit}
    outputs = {"GET": (200, page_of(SummitOut)), "POST": (201, WholeSummitOut)}

    def get(self, call: Call) -> Response:
        """List the summits, newest first."""
        found = Summit.objects.visible_to(call.actor).newest_first()
        return listed(call, found, PLACES, SummitOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Plan a summit; its deadlines are set from the first day."""
        values = clean(PlanSummitForm(as_typed(read(call, NewSummit))))
        planned = summits.plan(**values, by=call.actor)
        return SUMMIT.shown(call, planned.slug, status=201)


class OneSummit(Resource):
    """One summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"PATCH": ChangedSummit}
    outputs = {"GET": (200, WholeSummitOut), "PATCH": (200, WholeSummitOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, slug: str) -> Response:
        """Get a summit with its gates."""
        return SUMMIT.shown(call, slug)

    def patch(self, call: Call, slug: str) -> Response:
        """Change details of a summit."""
        summit, version = SUMMIT.based(call, slug, policies.can_organize)
        known = {name: getattr(summit, name) for name in DetailsForm.base_fields}
        form = DetailsForm(as_typed(known | read(call, ChangedSummit)))
        summits.change(summit, version=version, values=clean(form), by=call.actor)
        return SUMMIT.shown(call, slug)


class SummitSteps(Resource):
    """The steps of a summit."""

    access = SIGNED_IN
    outputs = {"GET": (200, page_of(SummitStepOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List the steps you may take in the summit's current status, and why any is refused."""
        found = [
            {
                "name": row.name,
                "label": row.words,
                "is_open": not refusal,
                "refusal": refusal,
                "needs_reason": row.reason_required,
            }
            for row, refusal in policies.steps_open_to(call.actor, SUMMIT.fetch(call, slug))
        ]
        return unpaged(found, SummitStepOut)


class OneSummitStep(Resource):
    """A step of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the table of transitions says which
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=tuple(STEP_FORMS)),)
    inputs = {"POST": SummitStepBody}
    outputs = {"POST": (200, WholeSummitOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str, name: str) -> Response:
        """Take a step by its name; the answer is the summit afterward."""
        if name not in STEP_FORMS:
            raise Http404
        summit, version = SUMMIT.based(
            call, slug, lambda actor, found: policies.can_take(actor, found, name)
        )
        check_offered(policies.steps_open_to(call.actor, summit), name, noun="summit")
        values = clean(STEP_FORMS[name](as_typed(read(call, SummitStepBody))))
        summits.take(summit, name, version=version, **values, by=call.actor)
        return SUMMIT.shown(call, slug)


class SummitHistory(Resource):
    """The history of a summit."""

    access = SIGNED_IN
    outputs = {"GET": (200, page_of(SummitHistoryOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List what was done with a summit, newest first."""
        seen = SummitStep.objects.visible_to(call.actor)
        steps = seen.of_summit(SUMMIT.fetch(call, slug).pk)
        return unpaged(steps, SummitHistoryOut)


class OneGate(Resource):
    """A gate of a summit."""

    access = SIGNED_IN
    changes = P.SUMMIT_MANAGE
    query = (OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=GateKind.values),)
    inputs = {"POST": SummitGateBody}
    outputs = {"POST": (200, WholeSummitOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, slug: str, kind: str) -> Response:
        """Record that an approval was filed or given, or give a gate another due date."""
        summit = SUMMIT.fetch(call, slug)
        get_object_or_404(Gate.objects.visible_to(call.actor).of_summit(summit.pk).of_kind(kind))
        version = SUMMIT.require(call, summit)
        _record(call, summit, GateKind(kind), read(call, SummitGateBody), version)
        return SUMMIT.shown(call, slug)


def _record(
    call: Call, summit: Summit, kind: GateKind, sent: Mapping[str, Any], version: int
) -> None:
    days = [name for name in ("filed_on", "approved_on", "due_on") if name in sent]
    if len(days) != 1:
        raise ValidationError({"non_field_errors": [ONE_DAY]})
    [named] = days
    if named == "due_on":
        form = RedateGateForm(as_typed({"to": sent[named], "reason": sent.get("reason", "")}))
        gates.redate(summit, kind, **clean(form), version=version, by=call.actor)
    elif named == "filed_on":
        gates.file(
            summit,
            kind,
            **clean(FiledForm(as_typed({"on": sent[named]}))),
            version=version,
            by=call.actor,
        )
    else:
        given = PassedForm(as_typed({"on": sent[named], "note": sent.get("note", "")}))
        gates.passed(summit, kind, **clean(given), version=version, by=call.actor)
