"""The handover brief of a site, built again for each reader."""

from datetime import timedelta

from django.http import HttpResponse

from dashboards.presenters.handover import brief_of
from dashboards.querysets.handover import handover_of
from engagements.models import Engagement
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.needs.reading import needs_on
from foundation.needs.registry import Within
from foundation.ui.pages import page
from sites import policies
from sites.views.team import enterable

# PRODUCT section 4: a successor's brief holds "the last 90 days".
LOOKS_BACK = timedelta(days=90)


@access(P.SITE_VIEW)
def brief(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what the reader takes over at a site, ready to print; 404 for readers who can't enter it."""
    site = enterable(request, slug, policies.can_enter)
    actor, now = request.actor, clock.now()
    needs = needs_on(request, actor, Within(site_id=site.pk))
    since = clock.today(site.time_zone) - LOOKS_BACK
    found = handover_of(site, actor, needs=needs, since=since, now=now)
    shown = brief_of(
        site,
        actor,
        found,
        name=str(request.user),
        engagement=Engagement.objects.visible_to(actor).of_site(site.pk).current(),
        needs=needs,
        now=now,
    )
    return page(request, "sites/handover.html", {"site": site, "shown": shown})
