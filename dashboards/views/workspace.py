"""A site's workspace: its needs, its engagement, its team, open requests and news."""

from django.http import HttpResponse

from dashboards.presenters.workspace import (
    MAX_REQUESTS,
    contact_due,
    log_href,
    needs_of,
    page_of,
)
from dashboards.querysets import day
from dashboards.views.day.parts import Reader, of_request
from dashboards.views.day.team import plan_of
from engagements.models import Engagement
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from liaisons.models import ContactStandard
from sites import policies
from sites.views.team import enterable

MAX_UPDATES = 4


@access(P.SITE_VIEW)
def workspace(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the overview of one site to its team and DOJ staff; 404 for everyone else."""
    site = enterable(request, slug, policies.can_enter)
    actor = request.actor
    reader = Reader(actor, clock.now(), clock.today(actor.time_zone))
    plan = plan_of(site, reader)
    roles = policies.roster(site, day.seats_at([site.pk]), clock.now())
    engagement = Engagement.objects.visible_to(actor).of_site(site.pk).current()
    requests = day.open_requests_at(site, actor, MAX_REQUESTS)
    updates = day.updates_at(site, actor, MAX_UPDATES)
    needs = needs_of(plan, plan.vacant(roles), requests, actor)
    if actor.may(P.UPDATE_LOG, at=site.pk):
        last = updates[0].occurred_on if updates else None
        due_after = ContactStandard.objects.current().due_days
        href = log_href(site)
        needs += contact_due(last, plan.today, due_after=due_after, href=href)
    shown = page_of(
        plan,
        roles,
        here=request.path,
        engagement=engagement,
        requests=[(each, of_request(each, reader)) for each in requests],
        updates=updates,
        needs=needs,
    )
    return page(request, "sites/workspace.html", {"site": site, "shown": shown})
