"""A site's workspace: its needs, its engagement, its team, open requests and news."""

from django.http import HttpResponse

from dashboards.presenters.workspace import MAX_REQUESTS, need_line, page_of
from dashboards.querysets import day
from engagements.models import Engagement
from engagements.policies import can_ask_for_help
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.needs.reading import needs_on
from foundation.needs.registry import Within
from foundation.ui.pages import page
from sites import policies
from sites.presenters.roster import roster_of
from sites.views.team import enterable
from tta_requests.presenters.request_list import clock_of

MAX_UPDATES = 4


@access(P.SITE_VIEW)
def workspace(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the overview of one site to its team and DOJ staff; 404 for everyone else."""
    site = enterable(request, slug, policies.can_enter)
    actor = request.actor
    now, tz = clock.now(), actor.time_zone
    roster = roster_of(site, actor)
    roles = policies.roster(site, day.seats_at([site.pk]), now)
    engagement = Engagement.objects.visible_to(actor).of_site(site.pk).current()
    requests = day.open_requests_at(site, actor, MAX_REQUESTS)
    updates = day.updates_at(site, actor, MAX_UPDATES)
    needs = needs_on(request, actor, Within(site_id=site.pk))
    shown = page_of(
        roster,
        roles,
        here=request.path,
        engagement=engagement,
        requests=[(each, clock_of(each, now=now, tz=tz)) for each in requests],
        updates=updates,
        needs=[need_line(each, now, tz) for each in needs],
        may_ask=can_ask_for_help(actor, site.pk),
    )
    return page(request, "sites/workspace.html", {"site": site, "shown": shown})
