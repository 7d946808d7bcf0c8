"""A site's history: each change of its records, by whom."""

from django.http import HttpResponse

from dashboards.presenters.history import page_of
from dashboards.querysets.history import changes_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.timeline.columns import Asked
from foundation.timeline.reading import PLACES, newest
from foundation.ui.pages import page
from sites import policies
from sites.views.team import enterable

PAGE_SIZE = 50


@access(P.SITE_VIEW)
def history(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what changed at one site to its team and DOJ staff, newest first; 404 for everyone else."""
    site = enterable(request, slug, policies.can_enter)
    after = PLACES.read(request.GET.get("after", ""))
    asked = Asked(
        site_id=site.pk,
        zone=site.time_zone,
        now=clock.now(),
        most=PAGE_SIZE + 1,
        after=after,
    )
    found = newest(list(changes_of(request.actor, asked)), asked)
    shown = page_of(
        found,
        site,
        request.actor,
        here=request.path,
        size=PAGE_SIZE,
        continued=after is not None,
    )
    return page(request, "sites/history.html", {"site": site, "shown": shown})
