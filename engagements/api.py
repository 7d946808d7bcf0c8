"""The engagements app's API."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from engagements import policies
from engagements.models import Engagement
from engagements.models.engagement import PLACES
from engagements.serializers import EngagementOut, JourneyOut
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, tagged
from foundation.api.http import Call
from foundation.api.inputs import slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource


class Engagements(Resource):
    """Engagements."""

    access = P.SITE_VIEW
    paged = True
    query = (OpenApiParameter("site", str, description="Only this site, by its slug."),)
    outputs = {"GET": (200, page_of(EngagementOut))}

    def get(self, call: Call) -> Response:
        """List the engagements of your sites and the published ones, newest first."""
        found = Engagement.objects.visible_to(call.actor).newest_first()
        if slug := slug_asked(call, "site"):
            found = found.of_site_named(slug)
        return listed(call, found, PLACES, lambda row: EngagementOut(row).data)


class OneEngagement(Resource):
    """One engagement."""

    access = P.SITE_VIEW
    versioned = {"GET"}
    outputs = {"GET": (200, JourneyOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an engagement, with its milestones if it belongs to one of your sites."""
        found = get_object_or_404(Engagement.objects.visible_to(call.actor).for_journey(), pk=pk)
        whole = policies.can_see_steps(call.actor, found)
        told = JourneyOut(found).data | ({} if whole else {"milestones": []})
        return tagged(call, told, etag(found.version, "" if whole else "public"))
