"""How the program works and what it helps with: about, approach, core areas, and how trends are computed."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.presenters.program import agency_name, approach_of
from dashboards.querysets import published
from dashboards.querysets.places import counts_of, real_places, usual_length
from dashboards.views.accomplishments import told
from engagements.policies import can_ask_for_help_anywhere
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
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
def approach(request: PortalRequest) -> HttpResponse:
    """Show the parts of the approach: three years, a liaison, the summit, expedited help, and peers."""
    context = {
        "areas": list(CoreArea.objects.in_force_on(_today(request))),
        "years": years_of(usual_length()),
        "roles": published.statement()["site_team"]["roles"],
    }
    return page(request, "dashboards/approach.html", context)


@public
def method(request: PortalRequest) -> HttpResponse:
    """Say in plain words how trends are computed, and what they can't say."""
    return page(request, "dashboards/method.html")


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
        "may_ask": can_ask_for_help_anywhere(request.actor),
        "others": list(CoreArea.objects.in_force_on(_today(request))),
    }
    return page(request, "sites/core_area.html", context)


def years_of(months: int | None) -> float | None:
    """Convert months to years, as a whole number where possible."""
    if not months:
        return None
    return months // 12 if months % 12 == 0 else round(months / 12, 1)


def _today(request: PortalRequest) -> date:
    return clock.today(request.actor.time_zone)
