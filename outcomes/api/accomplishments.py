"""The API of accomplishments: your sites' own in every state, and what the public reads of the others."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.inputs import slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.problems import BadParameters
from foundation.api.records import Record
from foundation.api.resources import Resource
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment
from outcomes.models.accomplishments import PLACES
from outcomes.serializers.accomplishments import AccomplishmentOut

ACCOMPLISHMENT = Record(
    seen=lambda actor: Accomplishment.objects.read_by(actor).by_writing(),
    output=AccomplishmentOut,
    address="api:accomplishment",
)


class Accomplishments(Resource):
    """Accomplishments."""

    access = P.SITE_VIEW
    paged = True
    query = (
        OpenApiParameter("site", str, description="Only this site, by its slug."),
        OpenApiParameter("state", str, enum=AccomplishmentState.values),
    )
    outputs = {"GET": (200, page_of(AccomplishmentOut))}

    def get(self, call: Call) -> Response:
        """List your sites' accomplishments and the published ones of other sites, newest first."""
        found = Accomplishment.objects.read_by(call.actor).by_writing()
        if state := call.query_params.get("state", ""):
            if state not in AccomplishmentState:
                raise BadParameters({"state": f"Ask for {', '.join(AccomplishmentState.values)}."})
            found = found.in_state(state)
        if slug := slug_asked(call, "site"):
            found = found.of_site_named(slug)
        return listed(call, found, PLACES, AccomplishmentOut)


class OneAccomplishment(Resource):
    """One accomplishment."""

    access = P.SITE_VIEW
    versioned = {"GET"}
    outputs = {"GET": (200, AccomplishmentOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an accomplishment of your sites, or a published one."""
        return ACCOMPLISHMENT.shown(call, pk)
