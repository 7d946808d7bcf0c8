"""A site's timeline: all help to the site, whichever room it comes from."""

from django.http import HttpResponse

from dashboards.presenters.timeline import MAX_PRINTED, PAGE_SIZE, PRINT, asked_of, form_of, page_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.timeline.reading import timeline_of
from foundation.ui.pages import page
from sites import policies
from sites.views.team import enterable


@access(P.SITE_VIEW)
def timeline(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what happened at one site to its team and DOJ staff, newest first; 404 for everyone else."""
    site = enterable(request, slug, policies.can_enter)
    form = form_of(request.GET)
    on_paper = bool(request.GET.get(PRINT))
    size = MAX_PRINTED if on_paper else PAGE_SIZE
    after = request.GET.get("after", "")
    asked = asked_of(form, site, now=clock.now(), most=size + 1, after=after, on_paper=on_paper)
    found = timeline_of(request.actor, asked)
    shown = page_of(found, site, request.actor, query=request.GET, here=request.path, size=size)
    return page(request, "sites/timeline.html", {"site": site, "form": form, "shown": shown})
