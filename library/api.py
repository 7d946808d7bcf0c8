"""The API of the library: search resources, and read one."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.etags import etag, tagged
from foundation.api.http import Call
from foundation.api.inputs import narrow
from foundation.api.outputs import page_of
from foundation.api.pages import NAMES, listed
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from library.enums import Audience, ResourceType, Standing
from library.forms import FilterForm
from library.models.resources import PLACES
from library.querysets import asked, for_page, names_of_areas
from library.serializers import LibraryResourceOut


class LibraryResources(Resource):
    """Resources of the library."""

    access = SIGNED_IN
    paged = True
    query = (
        OpenApiParameter("q", str, description="Words from the title or summary."),
        OpenApiParameter("area", str, description="Only this core area, by its slug."),
        OpenApiParameter("type", str, enum=ResourceType.values, description="Only this type."),
        OpenApiParameter("audience", str, enum=Audience.values, description="Only this audience."),
        OpenApiParameter(
            "standing",
            str,
            enum=Standing.values,
            description="Only those whose review is due, or those that are archived.",
        ),
    )
    outputs = {"GET": (200, page_of(LibraryResourceOut))}

    def get(self, call: Call) -> Response:
        """List the resources you can read, newest first."""
        form = FilterForm(call.query_params, areas=names_of_areas(), is_signed_in=True)
        narrow(form, call, beside=NAMES)
        found = asked(call.actor, form.asked(), clock.today(OFFICIAL_ZONE))
        return listed(call, found, PLACES, lambda row: dict(LibraryResourceOut(row).data))


class OneLibraryResource(Resource):
    """One resource of the library."""

    access = SIGNED_IN
    outputs = {"GET": (200, LibraryResourceOut)}
    versioned = {"GET"}

    def get(self, call: Call, slug: str) -> Response:
        """Get a resource."""
        found = get_object_or_404(for_page(call.actor, slug))
        return tagged(call, LibraryResourceOut(found).data, etag(found.version))
