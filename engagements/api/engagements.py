"""The engagements app's API."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from engagements import policies
from engagements.actions import engagements, milestones
from engagements.actions.transitions import ACTS, take
from engagements.enums import MilestoneKind
from engagements.forms import STEP_FORMS, CorrectForm, OpenForm, ReachForm, RedateForm, form_of
from engagements.models import Engagement, EngagementStep, Milestone
from engagements.models.engagements import PLACES
from engagements.presenters.steps import last_of
from engagements.serializers import (
    EngagementOut,
    EngagementStepBody,
    EngagementStepOut,
    HistoryOut,
    JourneyOut,
    MovedMilestone,
    NewEngagement,
    ReachedMilestone,
)
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read, slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed, unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.workflow.lifecycle import check_offered
from sites.models import Site

NOT_TAKEN = "This step doesn't take this value."


class EngagementRecord(Record[Engagement]):
    """An engagement, whose steps and milestones only some of its readers see."""

    def told(self, actor: Actor, found: Engagement) -> Any:
        """Return the engagement, without its milestones for the public's eyes."""
        whole = policies.can_see_steps(actor, found)
        return super().told(actor, found) | ({} if whole else {"milestones": []})

    def tag(self, actor: Actor, found: Engagement) -> str:
        """Return the tag of the version, another one for what the public sees of it."""
        return etag(found.version, "" if policies.can_see_steps(actor, found) else "public")


ENGAGEMENT = EngagementRecord(
    seen=lambda actor: Engagement.objects.visible_to(actor).for_journey(),
    output=JourneyOut,
    address="api:engagement",
)
# The same, for callers who may read its steps.
WORK = EngagementRecord(
    seen=lambda actor: Engagement.objects.with_work_visible_to(actor).for_journey(),
    output=JourneyOut,
    address="api:engagement",
    last_change=lambda found: last_of(
        EngagementStep.objects.of_engagement(found), found.site.time_zone
    ),
)


class Engagements(Resource):
    """Engagements."""

    access = P.SITE_VIEW
    paged = True
    query = (OpenApiParameter("site", str, description="Only this site, by its slug."),)
    changes = P.ENGAGEMENT_MANAGE
    inputs = {"POST": NewEngagement}
    outputs = {"GET": (200, page_of(EngagementOut)), "POST": (201, JourneyOut)}

    def get(self, call: Call) -> Response:
        """List the engagements of your sites and the published ones, newest first."""
        found = Engagement.objects.visible_to(call.actor).newest_first()
        if slug := slug_asked(call, "site"):
            found = found.of_site_named(slug)
        return listed(call, found, PLACES, EngagementOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Open a site's engagement; its milestones are planned from the first day."""
        sent = read(call, NewEngagement)
        site = get_object_or_404(
            Site.objects.with_work_visible_to(call.actor), slug=sent.pop("site")
        )
        values = clean(OpenForm(as_typed(sent)))
        opened = engagements.open_new(site=site, **values, by=call.actor)
        return ENGAGEMENT.shown(call, opened.pk, status=201)


class OneEngagement(Resource):
    """One engagement."""

    access = P.SITE_VIEW
    versioned = {"GET"}
    outputs = {"GET": (200, JourneyOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an engagement, with its milestones if it belongs to one of your sites."""
        return ENGAGEMENT.shown(call, pk)


class EngagementSteps(Resource):
    """The steps of an engagement."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, page_of(EngagementStepOut))}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the steps your role includes in the engagement's current status, and why any is refused."""
        engagement = WORK.fetch(call, pk)
        found = [
            {
                "name": row.name,
                "label": row.words,
                "is_open": not refusal,
                "refusal": refusal,
                "needs_reason": row.reason_required,
                "asks": list(STEP_FORMS[row.name].base_fields),
            }
            for row, refusal in policies.steps_open_to(call.actor, engagement, _today(engagement))
        ]
        return unpaged(found, EngagementStepOut)


class OneEngagementStep(Resource):
    """A step of an engagement."""

    access = P.SITE_VIEW
    changes = P.ENGAGEMENT_MANAGE
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=tuple(ACTS)),)
    inputs = {"POST": EngagementStepBody}
    outputs = {"POST": (200, JourneyOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Take a step by its name; the answer is the engagement afterward, or the one it led to."""
        if name not in ACTS:
            raise Http404
        engagement, version = WORK.based(
            call, pk, lambda actor, found: policies.can_take(actor, found, name)
        )
        sent = read(call, EngagementStepBody)
        _refuse_strange(sent, STEP_FORMS[name].base_fields)
        offered = policies.steps_open_to(call.actor, engagement, _today(engagement))
        check_offered(offered, name, noun="engagement")
        vacant = policies.empty_required_seats(engagement.site, clock.now())
        form = form_of(name, as_typed(sent), engagement=engagement, vacant=vacant)
        after = take(engagement, name, values=clean(form), version=version, by=call.actor)
        return ENGAGEMENT.shown(call, after.pk)


class EngagementHistory(Resource):
    """The history of an engagement."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, page_of(HistoryOut))}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the steps taken with an engagement, newest first."""
        steps = EngagementStep.objects.of_engagement(WORK.fetch(call, pk))
        return unpaged(steps, HistoryOut)


class OneMilestone(Resource):
    """A milestone of an engagement."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # the liaison's and a manager's; the policy of the row says which
    query = (OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=MilestoneKind.values),)
    inputs = {"POST": ReachedMilestone, "PATCH": MovedMilestone}
    outputs = {"POST": (200, JourneyOut), "PATCH": (200, JourneyOut)}
    versioned = {"POST", "PATCH"}

    @idempotent
    def post(self, call: Call, pk: UUID, kind: str) -> Response:
        """Record that a milestone was reached."""
        engagement, milestone, version = _milestone(call, pk, kind)
        form = ReachForm(as_typed(read(call, ReachedMilestone)), engagement=engagement)
        reached = MilestoneKind(milestone.kind)
        milestones.reach(engagement, reached, **clean(form), version=version, by=call.actor)
        return ENGAGEMENT.shown(call, pk)

    def patch(self, call: Call, pk: UUID, kind: str) -> Response:
        """Give a milestone a new due date, or correct the day it was reached; both with a reason."""
        engagement, milestone, version = _milestone(call, pk, kind)
        sent = read(call, MovedMilestone)
        form: CorrectForm | RedateForm = (
            CorrectForm(as_typed(sent), milestone=milestone)
            if milestone.done_on
            else RedateForm(as_typed(sent), engagement=engagement)
        )
        _refuse_strange(sent, form.fields)
        act = milestones.correct if milestone.done_on else milestones.redate
        moved = MilestoneKind(milestone.kind)
        act(engagement, moved, **clean(form), version=version, by=call.actor)
        return ENGAGEMENT.shown(call, pk)


def _milestone(call: Call, pk: UUID, kind: str) -> tuple[Engagement, Milestone, int]:
    """Fetch a milestone that the caller may change, and the engagement's version the call is based on."""
    engagement = WORK.fetch(call, pk)
    found = Milestone.objects.visible_to(call.actor).for_page()
    milestone = get_object_or_404(found, engagement=engagement, kind=kind)
    if not policies.can_reach(call.actor, engagement.site_id):
        raise PermissionDenied
    return engagement, milestone, WORK.require(call, engagement)


def _refuse_strange(sent: dict[str, Any], expected: Any) -> None:
    """Refuse a value that belongs to another step."""
    strange = [name for name in sent if name not in expected]
    if strange:
        raise ValidationError({name: [NOT_TAKEN] for name in strange})


def _today(engagement: Engagement) -> date:
    return clock.today(engagement.site.time_zone)
