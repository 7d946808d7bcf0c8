"""What changed at a site since the reader's last visit, for those who have a caseload."""

from django.http import HttpResponse

from dashboards.presenters.since_visit import asked_of, first_day_of, page_of
from dashboards.presenters.timeline import PRINT
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.timeline.reading import timeline_of
from foundation.ui.pages import page
from liaisons.querysets.updates import last_visit
from sites import policies
from sites.views.team import enterable


@access(P.CASELOAD_VIEW)
def since_visit(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what happened since the reader's last visit, as far as they may read it; 404 at other sites."""
    site = enterable(request, slug, policies.can_enter)
    visit = last_visit(site, request.actor)
    on_paper = bool(request.GET.get(PRINT))
    asked = asked_of(site, first_day_of(site, visit), now=clock.now(), on_paper=on_paper)
    found = timeline_of(request.actor, asked)
    shown = page_of(found, site, request.actor, visit=visit, asked=asked, here=request.path)
    return page(request, "sites/since_visit.html", {"site": site, "shown": shown})
