"""Pages of assessments: adding one with its findings, and correcting one."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from engagements import policies
from engagements.actions import assessments
from engagements.forms.assessments import AssessmentForm, CorrectAssessmentForm
from engagements.models import Assessment
from engagements.views.files import home_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask
from foundation.workflow.nonces import single_submit
from sites.models import CoreArea
from sites.views.team import enterable


@access(P.RECOMMENDATION_WRITE)
@single_submit
def add(request: PortalRequest, slug: str) -> HttpResponse:
    """Add an assessment that was done at the site, with its findings."""
    site = enterable(
        request, slug, lambda actor, at: policies.can_write_recommendations(actor, at.pk)
    )
    areas = CoreArea.objects.in_force_on(clock.today(site.time_zone))
    form = AssessmentForm(request.POST or None, areas=areas)
    return ask(
        request,
        "engagements/recommendation_form.html",
        form,
        act=lambda values, _version: assessments.add(site=site, **values, by=request.actor),
        done="Assessment added.",
        back=reverse("engagements:recommendations", args=[slug]),
        context={"site": site, "heading": "Add assessment"},
    )


@access(P.RECOMMENDATION_WRITE)
@single_submit
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct what was entered wrong in an assessment or its findings, with a reason."""
    found = get_object_or_404(Assessment.objects.visible_to(request.actor).for_page(), pk=pk)
    if not policies.can_correct_assessment(request.actor, found):
        raise PermissionDenied
    today = clock.today(found.site.time_zone)
    areas = CoreArea.objects.in_force_on(today, also=found.core_area_id)
    form = CorrectAssessmentForm(request.POST or None, areas=areas, assessment=found)
    return ask(
        request,
        "engagements/recommendation_form.html",
        form,
        act=lambda values, version: assessments.correct(
            found, **values, version=version, by=request.actor
        ),
        done="Assessment corrected.",
        back=home_of(found),
        version=found.version,
        context={"site": found.site, "heading": "Correct assessment", "says": found.title},
    )
