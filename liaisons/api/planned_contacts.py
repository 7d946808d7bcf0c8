"""The API of contacts that liaisons plan with a site."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from liaisons import policies
from liaisons.actions import planned_contacts
from liaisons.forms import ReplanForm
from liaisons.models import PlannedContact
from liaisons.serializers.desk import NewPlannedContact, PlannedContactBody, PlannedContactOut
from sites.models import Site

PLANNED = Record(
    seen=lambda actor: PlannedContact.objects.visible_to(actor).for_page(),
    output=PlannedContactOut,
    address="api:planned-contact",
)


class SitePlannedContacts(Resource):
    """The contacts planned with a site."""

    access = P.UPDATE_VIEW
    changes = P.UPDATE_LOG
    inputs = {"POST": NewPlannedContact}
    outputs = {"GET": (200, page_of(PlannedContactOut)), "POST": (201, PlannedContactOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List the contacts that are still to come, the soonest first."""
        found = PlannedContact.objects.visible_to(call.actor).at(_site(call, slug)).waiting()
        return unpaged(found.select_related("site", "planned_by"), PlannedContactOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Plan a contact with a site where you are the liaison."""
        site = _site(call, slug)
        values = clean(ReplanForm(as_typed(read(call, NewPlannedContact))))
        planned = planned_contacts.plan(site, **values, by=call.actor)
        return PLANNED.shown(call, planned.pk, status=201)


class OnePlannedContact(Resource):
    """A planned contact."""

    access = P.UPDATE_VIEW
    changes = P.UPDATE_LOG
    inputs = {"PATCH": PlannedContactBody}
    outputs = {
        "GET": (200, PlannedContactOut),
        "PATCH": (200, PlannedContactOut),
        "DELETE": (200, PlannedContactOut),
    }
    versioned = {"GET", "PATCH", "DELETE"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a planned contact, a canceled one too."""
        return PLANNED.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Move a planned contact to another day, or make it one of another kind."""
        found, version = PLANNED.based(call, pk, _may_plan)
        known = {"kind": found.kind, "on": found.planned_on}
        values = clean(ReplanForm(as_typed(known | read(call, PlannedContactBody))))
        planned_contacts.replan(found, **values, version=version, by=call.actor)
        return PLANNED.shown(call, pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Cancel a planned contact; calendars show it as canceled."""
        found, version = PLANNED.based(call, pk, _may_plan)
        planned_contacts.cancel(found, version=version, by=call.actor)
        return PLANNED.shown(call, pk)


def _may_plan(actor: Actor, found: PlannedContact) -> bool:
    return policies.can_log(actor, found.site_id)


def _site(call: Call, slug: str) -> Site:
    return get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
