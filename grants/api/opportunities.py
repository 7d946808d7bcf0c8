"""The API of the grants that sites can apply for: search them, read one, and keep the list as DOJ staff do."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, narrow, read
from foundation.api.outputs import page_of
from foundation.api.pages import NAMES, listed
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from grants.actions import opportunities
from grants.enums import Window
from grants.forms.opportunities import FilterForm, OpportunityForm
from grants.models import Opportunity
from grants.models.opportunities import PLACES
from grants.querysets.opportunities import asked, names_of_areas
from grants.serializers.opportunities import ChangedGrantBody, GrantBody, GrantOut

GRANT = Record(seen=Opportunity.objects.visible_to, output=GrantOut, address="api:grant")


class Grants(Resource):
    """Grants that sites can apply for."""

    access = SIGNED_IN
    changes = P.GRANT_MANAGE
    paged = True
    query = (
        OpenApiParameter("q", str, description="Words from the grant's name or its funder's."),
        OpenApiParameter("window", str, enum=Window.values, description="Not closed by default."),
        OpenApiParameter("area", str, description="Only for this core area, by its slug."),
    )
    inputs = {"POST": GrantBody}
    outputs = {"GET": (200, page_of(GrantOut)), "POST": (201, GrantOut)}

    def get(self, call: Call) -> Response:
        """List the grants that haven't closed, those that close last first."""
        filters = narrow(FilterForm(call.query_params, areas=names_of_areas()), call, besides=NAMES)
        found = asked(call.actor, filters, clock.now())
        return listed(call, found, PLACES, GrantOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Add a grant to the list that everyone reads."""
        form = OpportunityForm(as_typed(read(call, GrantBody)), areas=names_of_areas())
        made = opportunities.add(**OpportunityForm.values_of(clean(form)), by=call.actor)
        return GRANT.shown(call, made.pk, status=201)


class OneGrant(Resource):
    """A grant that sites can apply for."""

    access = SIGNED_IN
    changes = P.GRANT_MANAGE
    inputs = {"PATCH": ChangedGrantBody}
    outputs = {"GET": (200, GrantOut), "PATCH": (200, GrantOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a grant."""
        return GRANT.shown(call, pk)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change what a grant says; sites that listed it keep its name and funder as they were."""
        found = GRANT.fetch(call, pk)
        version = GRANT.require(call, found)
        known = OpportunityForm.initial_of(found) | read(call, ChangedGrantBody)
        form = OpportunityForm(as_typed(known), areas=names_of_areas())
        values = OpportunityForm.values_of(clean(form))
        opportunities.change(found, **values, version=version, by=call.actor)
        return GRANT.shown(call, pk)
