"""A site's workspace: its needs, its engagement, its team, open requests and news."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from dashboards.presenters.workspace import (
    contact_due,
    needs_heading,
    needs_of,
    site_line,
    update_line,
)
from dashboards.querysets import day
from dashboards.views.day.parts import Reader, of_request
from dashboards.views.day.team import plan_of
from engagements.models import Engagement
from engagements.presenters.journey import journey_of
from engagements.presenters.rail import rail_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import wording
from foundation.ui.pages import page
from liaisons.models import ContactStandard
from sites import policies
from sites.models import Site
from sites.views.team import enterable

MAX_REQUESTS = 6
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
    vacancies = plan.vacant(roles)
    log_url = _log_url(site) if actor.may(P.UPDATE_LOG, at=site.pk) else ""
    needs = needs_of(plan, vacancies, requests, actor)
    if log_url:
        last = updates[0].occurred_on if updates else None
        due_after = ContactStandard.objects.current().due_days
        needs += contact_due(last, plan.today, due_after=due_after, href=log_url)
    journey = journey_of(engagement, plan.today) if engagement else None
    context = {
        "site": site,
        "meta": site_line(site, engagement),
        "tabs": tabs(request, site),
        "needs": needs,
        "needs_heading": needs_heading(len(needs)),
        "journey": rail_of(journey) if journey else None,
        "heading": journey.heading if journey else "",
        "team": plan.cells(roles),
        "seats": f"Six roles · {wording.counted(len(vacancies), 'seat')} vacant"
        if vacancies
        else "Six roles · all seats filled",
        "requests": [(each, of_request(each, reader)) for each in requests[:MAX_REQUESTS]],
        "more_requests": len(requests) > MAX_REQUESTS,
        "requests_url": reverse("tta_requests:list", query={"site": site.slug}),
        "updates": [update_line(each) for each in updates],
        "updates_url": _updates_url(site),
        "ask_url": reverse("tta_requests:new", query={"site": site.slug})
        if actor.may(P.REQUEST_CREATE, at=site.pk)
        else "",
        "ask": "Ask for help" if actor.may(P.REQUEST_SUBMIT, at=site.pk) else "Enter a request",
        "log_url": log_url,
    }
    return page(request, "sites/workspace.html", context)


def tabs(request: PortalRequest, site: Site) -> list[tuple[str, str, bool]]:
    """Return the site's pages that the reader may open."""
    actor = request.actor
    found = [("Overview", reverse("sites:workspace", args=[site.slug]))]
    if actor.may(P.REQUEST_VIEW, at=site.pk):
        found.append(("Requests", reverse("tta_requests:list", query={"site": site.slug})))
    if actor.may(P.UPDATE_VIEW, at=site.pk):
        found.append(("Updates", _updates_url(site)))
    found.append(("Team", reverse("sites:team", args=[site.slug])))
    return [(words, href, href == request.path) for words, href in found]


def _log_url(site: Site) -> str:
    return f"{reverse('liaisons:new')}?{urlencode({'site': site.slug})}"


def _updates_url(site: Site) -> str:
    return f"{reverse('liaisons:list')}?{urlencode({'site': site.slug})}"
