"""The API of recommendations: read and write them, take their steps, and add checks."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from engagements import policies
from engagements.actions import recommendation_corrections, recommendation_owners, recommendations
from engagements.enums import RecommendationState
from engagements.forms.recommendations import (
    FORMS,
    ChangeOwnerForm,
    CheckForm,
    CorrectRecommendationForm,
    ProposeForm,
    RecommendationFilterForm,
)
from engagements.models import Finding, Recommendation, RecommendationStep
from engagements.presenters.steps import last_of
from engagements.querysets.owners import people_of
from engagements.querysets.recommendations import PLACES, asked, with_evidence
from engagements.serializers.recommendations import (
    NewCheck,
    NewOwner,
    NewRecommendation,
    RecommendationCorrection,
    RecommendationOut,
    RecommendationStepBody,
    RecommendationWhole,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, narrow, read
from foundation.api.outputs import page_of
from foundation.api.pages import NAMES, listed
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from sites.models import CoreArea, Site

RECOMMENDATION = Record(
    seen=lambda actor: with_evidence(Recommendation.objects.visible_to(actor).for_page()),
    output=RecommendationWhole,
    address="api:recommendation",
    last_change=lambda found: last_of(
        RecommendationStep.objects.of_recommendation(found.pk), found.site.time_zone
    ),
)


class Recommendations(Resource):
    """Recommendations."""

    access = P.SITE_VIEW
    paged = True
    query = (
        OpenApiParameter("site", str, description="Only this site, by its slug."),
        OpenApiParameter("state", str, enum=["open", *RecommendationState.values]),
        OpenApiParameter("due", str, enum=["late", "soon", "repeats"]),
        OpenApiParameter("area", str, description="Only this core area, by its slug."),
        OpenApiParameter("principle", str, description="Only this DOJ principle, by its slug."),
        OpenApiParameter(
            "who", str, enum=["me", "verify"], description="Only what you own, or can verify."
        ),
    )
    changes = P.RECOMMENDATION_WRITE
    inputs = {"POST": NewRecommendation}
    outputs = {"GET": (200, page_of(RecommendationOut)), "POST": (201, RecommendationWhole)}

    def get(self, call: Call) -> Response:
        """List the recommendations of your sites, newest first."""
        form = RecommendationFilterForm(
            call.query_params,
            areas=CoreArea.objects.in_force_on(clock.today("UTC")),
            sites=Site.objects.with_work_visible_to(call.actor).by_name(),
        )
        narrow(form, call, besides=NAMES)
        found = asked(call.actor, form.asked(), clock.now()).for_export()
        return listed(call, found, PLACES, RecommendationOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Write a recommendation to a site; its points of contact answer it."""
        sent = read(call, NewRecommendation)
        seen = Site.objects.with_work_visible_to(call.actor)
        site = get_object_or_404(seen, slug=sent.pop("site"))
        if not policies.can_write_recommendations(call.actor, site.pk):
            raise PermissionDenied
        form = ProposeForm(
            as_typed(sent),
            areas=CoreArea.objects.in_force_on(clock.today(site.time_zone)),
            findings=Finding.objects.visible_to(call.actor).to_choose(site.pk),
        )
        made = recommendations.propose(site=site, **clean(form), by=call.actor)
        return RECOMMENDATION.shown(call, made.pk, status=201)


class OneRecommendation(Resource):
    """A recommendation."""

    access = P.SITE_VIEW
    changes = (
        P.SITE_VIEW
    )  # a contact's, the liaison's, or a manager's; the policy of the row says which
    inputs = {"PATCH": NewOwner}
    outputs = {"GET": (200, RecommendationWhole), "PATCH": (200, RecommendationWhole)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a recommendation with its evidence."""
        return RECOMMENDATION.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change the owner or due date of an accepted recommendation, with a reason."""
        found, version = RECOMMENDATION.based(
            call, pk, lambda actor, row: policies.may_change_owner(actor, row.site_id)
        )
        kept = {
            "owner": found.owner,
            "owner_person": found.owner_person_id,
            "due_on": found.due_on,
        }
        form = ChangeOwnerForm(
            as_typed(kept | read(call, NewOwner)),
            # An owner who left stays while the call names no other.
            owners=people_of(found.site, clock.now(), also=found.owner_person_id),
            is_open=found.is_open,
        )
        values = {"due_on": found.due_on, **clean(form)}
        recommendation_owners.change(found, **values, version=version, by=call.actor)
        return RECOMMENDATION.shown(call, pk)


class OneRecommendationStep(Resource):
    """A step of a recommendation."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # the table of transitions says whose
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=tuple(FORMS)),)
    inputs = {"POST": RecommendationStepBody}
    outputs = {"POST": (200, RecommendationWhole)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Accept, decline, start, implement, send back, verify, or sustain a recommendation, withdraw it, or let it lapse."""
        if name not in FORMS:
            raise Http404
        found, version = RECOMMENDATION.based(
            call, pk, lambda actor, row: policies.can_take_recommendation_step(actor, row, name)
        )
        more: dict[str, Any] = {}
        if name == "accept":
            more = {"owners": people_of(found.site, clock.now())}
        values = clean(FORMS[name](as_typed(read(call, RecommendationStepBody)), **more))
        recommendations.take(found, name, version=version, values=values, by=call.actor)
        return RECOMMENDATION.shown(call, pk)


class RecommendationCorrections(Resource):
    """The corrections of a recommendation."""

    access = P.SITE_VIEW
    changes = P.RECOMMENDATION_WRITE
    inputs = {"POST": RecommendationCorrection}
    outputs = {"POST": (200, RecommendationWhole)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Correct what was written wrong, with a reason; the former values stay in the history."""
        found, version = RECOMMENDATION.based(call, pk, policies.may_correct_recommendation)
        known = CorrectRecommendationForm.initial_of(found)
        today = clock.today(found.site.time_zone)
        form = CorrectRecommendationForm(
            as_typed(known | read(call, RecommendationCorrection)),
            areas=CoreArea.objects.in_force_on(today, also=found.core_area_id),
            findings=Finding.objects.visible_to(call.actor).to_choose(found.site_id),
            recommendation=found,
        )
        values = {"due_on": found.due_on, **clean(form)}
        recommendation_corrections.correct(found, **values, version=version, by=call.actor)
        return RECOMMENDATION.shown(call, pk)


class RecommendationChecks(Resource):
    """The repeating checks of a recommendation."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # its owner's, a contact's, the liaison's, or a manager's
    inputs = {"POST": NewCheck}
    outputs = {"POST": (200, RecommendationWhole)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Record a repeating check that was made."""
        found, version = RECOMMENDATION.based(call, pk, policies.may_record_checks)
        values = clean(CheckForm(as_typed(read(call, NewCheck))))
        recommendations.check(found, **values, version=version, by=call.actor)
        return RECOMMENDATION.shown(call, pk)
