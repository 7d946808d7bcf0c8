"""How the program works and what it helps with: about, accomplishments, core areas."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.presenters.program import Result, agency_name, approach_of, results_of
from dashboards.querysets import published
from dashboards.querysets.places import counts_of, real_places
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from outcomes.models import Accomplishment
from sites.models import CoreArea, Principle
from tta_requests.models import Offering


@public
def about(request: PortalRequest) -> HttpResponse:
    """Show the program's own statement, its approach, its principles, the site team."""
    context = published.statement() | {
        "approach": approach_of(published.statement()),
        "counts": counts_of(real_places()),
        "principles": list(Principle.objects.all()),
        "results": Accomplishment.objects.published().count(),
    }
    return page(request, "dashboards/about.html", context)


@public
def accomplishments(request: PortalRequest) -> HttpResponse:
    """Show what is published of sites: the program's own results, and what went through the portal."""
    context = {
        "accomplishments": told(Accomplishment.objects.published()),
        "closing": published.statement()["accomplishments"]["closing"],
        "as_of": published.statement()["as_of"],
    }
    return page(request, "dashboards/accomplishments.html", context)


@public
def core_areas(request: PortalRequest) -> HttpResponse:
    """Show the core areas in effect today."""
    context = {"areas": list(CoreArea.objects.in_force_on(_today(request)))}
    return page(request, "dashboards/core_areas.html", context)


@public
def core_area(request: PortalRequest, slug: str) -> HttpResponse:
    """Show one core area: description, examples, DOJ components, and results of sites."""
    area = get_object_or_404(CoreArea, slug=slug)
    context = {
        "area": area,
        "branch": [agency_name(agency) for agency in area.federal_branch],
        "is_over": area.effective_to is not None and area.effective_to < _today(request),
        "accomplishments": told(Accomplishment.objects.published().in_area(slug)),
        "offerings": list(Offering.objects.in_use().in_area(area.pk)),
        "may_ask": request.actor.may_anywhere(P.REQUEST_CREATE),
        "others": list(CoreArea.objects.in_force_on(_today(request))),
    }
    return page(request, "sites/core_area.html", context)


def told(results: Iterable[Accomplishment]) -> list[Result]:
    """Return accomplishments with the names of their sites and areas, in two queries."""
    return results_of(results, CoreArea.objects.all())


def _today(request: PortalRequest) -> date:
    return clock.today(request.actor.time_zone)
