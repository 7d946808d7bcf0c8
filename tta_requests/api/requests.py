"""API resources of requests: the list, a new draft, one request, a changed draft."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, narrow, read
from foundation.api.outputs import page_of
from foundation.api.pages import NAMES, listed
from foundation.api.resources import Resource
from foundation.workflow.errors import Refused
from tta_requests import policies
from tta_requests.actions import drafts
from tta_requests.api.fetching import REQUEST
from tta_requests.enums import Status, Urgency
from tta_requests.forms import NewRequestForm, QueryForm, RequestForm
from tta_requests.querysets import choices, origins, requests
from tta_requests.querysets.requests import PLACES
from tta_requests.serializers.input import DraftChange, NewDraft
from tta_requests.serializers.output import RequestOut, RowOut

GONE = "This request was already submitted, so you can't change it. Send a message instead."


class Requests(Resource):
    """Requests."""

    access = P.REQUEST_VIEW
    changes = P.REQUEST_CREATE
    paged = True
    query = (
        OpenApiParameter(
            "q",
            str,
            description="Words from the title or text, or a request number. Drafts aren't searched.",
        ),
        OpenApiParameter("site", str, description="Only this site, by its slug."),
        OpenApiParameter("status", str, enum=Status.values, description="Only this status."),
        OpenApiParameter("area", str, description="Only this primary core area, by its slug."),
        OpenApiParameter("principle", str, description="Only this DOJ principle, by its slug."),
        OpenApiParameter("urgency", str, enum=Urgency.values, description="Only this urgency."),
    )
    inputs = {"POST": NewDraft}
    outputs = {"GET": (200, page_of(RowOut)), "POST": (201, RequestOut)}

    def get(self, call: Call) -> Response:
        """List the requests you can see, newest first."""
        known = choices.current()
        form = QueryForm(
            call.query_params,
            sites=known.sites_among(call.actor.sites_for(P.REQUEST_VIEW)),
            areas=known.areas,
            principles=known.principles,
        )
        narrow(form, call, besides=NAMES)
        found = form.narrow(requests.for_list(requests.shown_to(call.actor)))
        return listed(call, found, PLACES, RowOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Create a draft. DOJ can't see it until the step “submit” is taken."""
        sent = _usual() | read(call, NewDraft)
        known = choices.current()
        sites = [site for site in known.sites if policies.can_create(call.actor, site.pk)]
        form = NewRequestForm(
            as_typed(sent),
            areas=known.areas,
            principles=known.principles,
            sites=sites,
            find_origin=partial(origins.find, call.actor),
        )
        values = clean(form)
        kept = drafts.create(
            site=values["site"], values=values, origin=values["origin"], by=call.actor
        )
        return REQUEST.shown(call, kept.number, status=201)


class OneRequest(Resource):
    """One request."""

    access = P.REQUEST_VIEW
    changes = P.REQUEST_CREATE
    inputs = {"PATCH": DraftChange}
    outputs = {"GET": (200, RequestOut), "PATCH": (200, RequestOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, number: str) -> Response:
        """Get a request, or the part of it you can see: a provider sees all of it after it accepts."""
        return REQUEST.shown(call, number)

    def patch(self, call: Call, number: str) -> Response:
        """Change a draft; values you don't send stay the same."""
        tta_request = REQUEST.fetch(call, number)
        if not tta_request.is_draft:
            raise Refused(GONE)
        if not policies.can_revise(call.actor, tta_request):
            raise PermissionDenied
        version = REQUEST.require(call, tta_request)
        sent = read(call, DraftChange)
        further = tta_request.further_area_slugs
        typed = as_typed(RequestForm.initial_of(tta_request, further) | sent)
        known = choices.current()
        form = RequestForm(
            typed, areas=known.areas, principles=known.principles, tz=tta_request.site.time_zone
        )
        drafts.revise(tta_request, values=clean(form), version=version, by=call.actor)
        return REQUEST.shown(call, number)


def _usual() -> dict[str, Any]:
    """Return the values that the page's empty form has preselected."""
    fields = NewRequestForm.base_fields
    return {name: str(field.initial) for name, field in fields.items() if field.initial}
