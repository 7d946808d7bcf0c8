"""The API of a site's assessments: read, add, and correct them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from engagements import policies
from engagements.actions import assessments
from engagements.forms.assessments import AssessmentForm, CorrectAssessmentForm
from engagements.models import Assessment
from engagements.serializers.assessments import AssessmentBody, AssessmentOut, CorrectionBody
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from sites.models import CoreArea, Site

ASSESSMENT = Record(
    seen=lambda actor: Assessment.objects.visible_to(actor).for_page(),
    output=AssessmentOut,
    address="api:assessment",
)


class SiteAssessments(Resource):
    """The assessments of a site."""

    access = P.SITE_VIEW
    changes = P.RECOMMENDATION_WRITE
    inputs = {"POST": AssessmentBody}
    outputs = {"GET": (200, page_of(AssessmentOut)), "POST": (201, AssessmentOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List a site's assessments with their findings, newest first."""
        site = _site(call, slug)
        return unpaged(Assessment.objects.visible_to(call.actor).of_site(site.pk), AssessmentOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add an assessment that was done at a site, with its findings in their order."""
        site = _site(call, slug)
        if not policies.can_write_recommendations(call.actor, site.pk):
            raise PermissionDenied
        sent = read(call, AssessmentBody)
        sent["findings"] = "\n".join(sent.get("findings", ()))
        areas = CoreArea.objects.in_force_on(clock.today(site.time_zone))
        values = clean(AssessmentForm(as_typed(sent), areas=areas))
        added = assessments.add(site=site, **values, by=call.actor)
        return ASSESSMENT.shown(call, added.pk, status=201)


class OneAssessment(Resource):
    """An assessment of a site."""

    access = P.SITE_VIEW
    changes = P.RECOMMENDATION_WRITE
    inputs = {"PATCH": CorrectionBody}
    outputs = {"GET": (200, AssessmentOut), "PATCH": (200, AssessmentOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an assessment with its findings and corrections."""
        return ASSESSMENT.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Correct what was entered wrong, with a reason; values you don't send stay the same."""
        found, version = ASSESSMENT.based(call, pk, policies.can_correct_assessment)
        today = clock.today(found.site.time_zone)
        form = CorrectAssessmentForm(
            as_typed(_corrected(found, read(call, CorrectionBody))),
            areas=CoreArea.objects.in_force_on(today, also=found.core_area_id),
            assessment=found,
        )
        assessments.correct(found, **clean(form), version=version, by=call.actor)
        return ASSESSMENT.shown(call, pk)


def _site(call: Call, slug: str) -> Site:
    return get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)


def _corrected(found: Assessment, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what the form of the page would have: each finding in a field of its own, then the further ones."""
    known = CorrectAssessmentForm.initial_of(found)
    if (texts := sent.pop("findings", None)) is None:
        return known | sent
    places = [each.place for each in found.findings.all()]
    if len(texts) < len(places):
        raise ValidationError({"findings": [assessments.FEWER]})
    told = {f"finding_{place}": text for place, text in zip(places, texts, strict=False)}
    return known | sent | told | {"findings": "\n".join(texts[len(places) :])}
