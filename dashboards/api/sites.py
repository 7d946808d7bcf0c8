"""The API of what reads across rooms about one site."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from dashboards.actions import sent_summaries
from dashboards.models import SentSummary
from dashboards.presenters.handover import LOOKS_BACK_DAYS, brief_of
from dashboards.presenters.one_page import LOOKS_BACK, one_page_of
from dashboards.querysets.handover import handover_of
from dashboards.querysets.one_page import summary_of
from dashboards.serializers.sites import HandoverOut, OnePageOut, SentSummaryOut
from engagements.models import Engagement
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.needs.registry import Within
from foundation.workflow.cursors import Cursors, Position
from sites.models import Site

PLACES = Cursors("dashboards.sent-summaries", lambda row: Position(row.sent_at, row.pk))


class SentSummaries(Resource):
    """One-page summaries that were sent to a site's executive leadership."""

    access = P.SITE_VIEW
    changes = P.SUMMARY_SEND
    paged = True
    inputs = {"POST": NoBody}
    outputs = {"GET": (200, page_of(SentSummaryOut)), "POST": (201, SentSummaryOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List when the summary of a site was sent to its leadership, and by whom, newest first."""
        found = SentSummary.objects.visible_to(call.actor).of_site(_site(call, slug).pk)
        return listed(call, found, PLACES, SentSummaryOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Send the link to a site's one-page summary to the people in its Executive Leadership seats."""
        read(call, NoBody)
        sent = sent_summaries.send(_site(call, slug), by=call.actor)
        return Response(SentSummaryOut(sent).data, status=201)


class OnePageSummary(Resource):
    """The one-page summary of a site."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, OnePageOut)}

    def get(self, call: Call, slug: str) -> Response:
        """Get where a site stands, in plain words for its leadership: what it asked for, what comes next, and who."""
        site = _site(call, slug)
        since = clock.today(site.time_zone) - LOOKS_BACK
        found = summary_of(site, call.actor, since=since)
        return Response(OnePageOut(one_page_of(site, found, since=since, now=clock.now())).data)


class Handover(Resource):
    """The handover brief of a site."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, HandoverOut)}

    def get(self, call: Call, slug: str) -> Response:
        """Get what you take over at a site: what needs you, open work, the last 90 days, and the team."""
        site = _site(call, slug)
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


def _site(call: Call, slug: str) -> Site:
    """Return a site that the caller may enter."""
    return get_object_or_404(Site.objects.with_work_visible_to(call.actor), slug=slug)
