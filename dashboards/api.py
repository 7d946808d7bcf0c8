"""The API of what reads across rooms."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from dashboards.presenters.handover import LOOKS_BACK_DAYS, brief_of
from dashboards.querysets.handover import handover_of
from dashboards.serializers import HandoverOut
from engagements.models import Engagement
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.needs.registry import Within
from sites.models import Site


class Handover(Resource):
    """The handover brief of a site."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, HandoverOut)}

    def get(self, call: Call, slug: str) -> Response:
        """Get what you take over at a site: what needs you, open work, the last 90 days, and the team."""
        site = get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
        now, since = clock.now(), clock.today(site.time_zone) - timedelta(days=LOOKS_BACK_DAYS)
        needs = needs_of(call.actor, now, Within(site_id=site.pk))
        engagement = Engagement.objects.visible_to(call.actor).of_site(site.pk).current()
        found = handover_of(site, call.actor, needs=needs, since=since, now=now)
        shown = brief_of(
            site,
            call.actor,
            found,
            name=str(call.user),
            engagement=engagement,
            needs=needs,
            now=now,
        )
        return Response(HandoverOut(shown).data)
