"""The API of sites' applications and awards: read them, list a grant, change one, and take its steps."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read, slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.problems import BadParameters
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from grants import policies
from grants.actions import applications
from grants.enums import LIFECYCLE, State
from grants.forms.applications import AddForm, AwardForm, ChangeForm, form_of_step
from grants.models import GrantApplication, Opportunity
from grants.models.applications import PLACES
from grants.serializers.applications import (
    ChangedGrantApplicationBody,
    GrantApplicationBody,
    GrantApplicationOut,
    GrantAwardBody,
    GrantStepBody,
    WholeGrantApplicationOut,
)
from sites.models import Site

STEPS = {row.name: row for row in LIFECYCLE.rows}
APPLICATION = Record(
    seen=lambda actor: GrantApplication.objects.visible_to(actor).for_page().with_steps(),
    output=WholeGrantApplicationOut,
    address="api:grant-application",
)


class GrantApplications(Resource):
    """Sites' applications for grants, and their awards."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    paged = True
    query = (
        OpenApiParameter("site", str, description="Only this site, by its slug."),
        OpenApiParameter("status", str, enum=State.values, description="Only this status."),
    )
    inputs = {"POST": GrantApplicationBody}
    outputs = {
        "GET": (200, page_of(GrantApplicationOut)),
        "POST": (201, WholeGrantApplicationOut),
    }

    def get(self, call: Call) -> Response:
        """List the applications of your sites, the latest added first."""
        found = GrantApplication.objects.visible_to(call.actor).for_page().last_added_first()
        if slug := slug_asked(call, "site"):
            found = found.of_site_named(slug)
        if status := call.query_params.get("status", ""):
            if status not in State.values:
                raise BadParameters({"status": f"Ask for {', '.join(State.values)}."})
            found = found.in_state(status)
        return listed(call, found, PLACES, GrantApplicationOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Put a grant on a site's list as one that it considers."""
        sent = read(call, GrantApplicationBody)
        seen = Site.objects.where_allowed(call.actor, P.GRANT_KEEP)
        site = get_object_or_404(seen, slug=sent.pop("site"))
        listed_now = Opportunity.objects.visible_to(call.actor).not_closed(clock.now())
        form = AddForm(as_typed(sent), listed=listed_now)
        made = applications.add(site, **clean(form), by=call.actor)
        return APPLICATION.shown(call, made.pk, status=201)


class OneGrantApplication(Resource):
    """A site's application for a grant."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"PATCH": ChangedGrantApplicationBody}
    outputs = {"GET": (200, WholeGrantApplicationOut), "PATCH": (200, WholeGrantApplicationOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an application with what was done with it."""
        return APPLICATION.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change what an application asks for, until it is decided."""
        found, version = APPLICATION.based(call, pk, _keeps)
        known = {name: getattr(found, name) for name in ChangeForm.base_fields}
        form = ChangeForm(as_typed(known | read(call, ChangedGrantApplicationBody)))
        applications.change(found, **clean(form), version=version, by=call.actor)
        return APPLICATION.shown(call, pk)


class GrantAward(Resource):
    """The award of an application."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    inputs = {"PATCH": GrantAwardBody}
    outputs = {"PATCH": (200, WholeGrantApplicationOut)}
    versioned = {"PATCH"}

    def patch(self, call: Call, pk: UUID) -> Response:
        """Correct an award, or complete it."""
        found, version = APPLICATION.based(call, pk, _keeps)
        known = {name: getattr(found, name) for name in AwardForm.base_fields}
        form = AwardForm(as_typed(known | read(call, GrantAwardBody)))
        applications.change_award(found, **clean(form), version=version, by=call.actor)
        return APPLICATION.shown(call, pk)


class GrantApplicationStep(Resource):
    """A step of an application."""

    access = P.SITE_VIEW
    changes = P.GRANT_KEEP
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=tuple(STEPS)),)
    inputs = {"POST": GrantStepBody}
    outputs = {"POST": (200, WholeGrantApplicationOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Take a step by its name; the answer is the application afterward."""
        if name not in STEPS:
            raise Http404
        found, version = APPLICATION.based(call, pk, _keeps)
        form = form_of_step(STEPS[name], as_typed(read(call, GrantStepBody)))
        applications.take(found, name, **clean(form), version=version, by=call.actor)
        return APPLICATION.shown(call, pk)


def _keeps(actor: Actor, found: GrantApplication) -> bool:
    return policies.can_keep(actor, found.site_id)
