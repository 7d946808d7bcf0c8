"""Pages that record a milestone, give it a new date, or correct its day."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from engagements import policies
from engagements.actions import milestones
from engagements.enums import MilestoneKind
from engagements.forms import CorrectForm, ReachForm, RedateForm
from engagements.models import Milestone
from engagements.presenters import milestones as words
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import Act, ask
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit


@access(P.SITE_VIEW)
@single_submit
def record(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Record that a milestone was reached: when, and what to remember of it."""
    milestone = _fetch(request, pk)
    if request.method != "POST":
        milestones.check_pending(milestone)
    if not policies.has_onboarded(milestone.engagement, clock.today(milestone.site.time_zone)):
        raise Refused(words.TOO_EARLY)
    form = ReachForm(request.POST or None, engagement=milestone.engagement)
    return _ask(
        request,
        milestone,
        form,
        words.recording(milestone),
        act=lambda values, _version: milestones.reach(
            milestone.engagement, MilestoneKind(milestone.kind), **values, by=request.actor
        ),
        done=words.reached(milestone),
    )


@access(P.SITE_VIEW)
@single_submit
def change_date(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give a milestone a new due date, or correct the day it was reached; both with a reason."""
    milestone = _fetch(request, pk)
    kind, done = MilestoneKind(milestone.kind), milestone.done_on is not None
    form: CorrectForm | RedateForm = (
        CorrectForm(request.POST or None, milestone=milestone)
        if done
        else RedateForm(request.POST or None, engagement=milestone.engagement)
    )
    change = milestones.correct if done else milestones.redate
    return _ask(
        request,
        milestone,
        form,
        words.changing(milestone),
        act=lambda values, _version: change(milestone.engagement, kind, **values, by=request.actor),
        done=words.changed(milestone),
    )


def _fetch(request: PortalRequest, pk: UUID) -> Milestone:
    found = get_object_or_404(Milestone.objects.visible_to(request.actor).for_page(), pk=pk)
    if not policies.can_reach(request.actor, found.site_id):
        raise PermissionDenied
    return found


def _ask(
    request: PortalRequest,
    milestone: Milestone,
    form: forms.Form,
    asked: words.Asked,
    *,
    act: Act,
    done: str,
) -> HttpResponse:
    site = milestone.site
    return ask(
        request,
        "engagements/step.html",
        form,
        act=act,
        done=done,
        back=reverse("engagements:detail", args=[site.slug]),
        context={
            "site": site,
            "crumb": "Engagement",
            "part": site.name,
            "heading": asked.heading,
            "says": asked.says,
            "links": asked.links,
        },
    )
