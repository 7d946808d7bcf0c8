"""The sites app's API: sites, core areas, and the caller."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.outputs import page_of
from foundation.api.pages import listed, unpaged
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from sites.models import CoreArea, Site
from sites.querysets import PLACES, labels_of
from sites.serializers import CoreAreaOut, MeOut, SiteOut


class Sites(Resource):
    """Sites."""

    access = P.SITE_VIEW
    paged = True
    outputs = {"GET": (200, page_of(SiteOut))}

    def get(self, call: Call) -> Response:
        """List the sites you work with, by name."""
        found = Site.objects.with_work_visible_to(call.actor).by_name()
        return listed(call, found, PLACES, SiteOut)


class OneSite(Resource):
    """One site."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, SiteOut)}

    def get(self, call: Call, slug: str) -> Response:
        """Get a site's facts."""
        site = get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
        return Response(SiteOut(site).data)


class CoreAreas(Resource):
    """Core areas."""

    outputs = {"GET": (200, page_of(CoreAreaOut))}

    def get(self, call: Call) -> Response:
        """List the core areas in effect today."""
        found = CoreArea.objects.in_force_on(clock.today(OFFICIAL_ZONE))
        return unpaged(found, CoreAreaOut)


class Me(Resource):
    """The caller."""

    outputs = {"GET": (200, MeOut)}

    def get(self, call: Call) -> Response:
        """Show who you are here, and what you can do at each site."""
        return Response(MeOut(_me(call)).data)


def _me(call: Call) -> dict[str, Any]:
    actor, user = call.actor, call.user
    labels = labels_of(Site.objects.all(), actor.powers)
    return {
        "name": user.name,
        "email": user.email,
        "time_zone": user.time_zone,
        "staff_role": user.staff_role,
        "everywhere": sorted(actor.everywhere),
        "shared": sorted(actor.elsewhere),
        "sites": [
            {"slug": label.slug, "name": label.name, "may": sorted(actor.powers[label.pk])}
            for label in labels
        ],
        "token": call.access_token,
    }
