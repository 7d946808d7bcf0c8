"""How the program works and what it helps with: about, accomplishments, core areas."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.querysets import published
from dashboards.querysets.places import counts_of, real_places
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from sites.models import CoreArea, Principle, Site
from tta_requests.models import Offering


@public
def about(request: PortalRequest) -> HttpResponse:
    """The program's own statement, its approach, its principles, the site team."""
    context = published.statement() | {
        "approach": _approach(),
        "counts": counts_of(real_places()),
        "principles": list(Principle.objects.all()),
    }
    return page(request, "dashboards/about.html", context)


@public
def accomplishments(request: PortalRequest) -> HttpResponse:
    """Show the nine results, retold in our words with their source."""
    context = {
        "accomplishments": told(published.accomplishments()),
        "closing": published.statement()["accomplishments"]["closing"],
        "as_of": published.statement()["as_of"],
    }
    return page(request, "dashboards/accomplishments.html", context)


@public
def core_areas(request: PortalRequest) -> HttpResponse:
    """The areas in force today."""
    context = {"areas": list(CoreArea.objects.in_force_on(_today(request)))}
    return page(request, "dashboards/core_areas.html", context)


@public
def core_area(request: PortalRequest, slug: str) -> HttpResponse:
    """One area: what it is, examples, who in DOJ is asked first, what sites did with it."""
    area = get_object_or_404(CoreArea, slug=slug)
    results = [each for each in published.accomplishments() if slug in each.areas]
    context = {
        "area": area,
        "branch": [AGENCIES.get(agency, agency) for agency in area.federal_branch],
        "is_over": area.effective_to is not None and area.effective_to < _today(request),
        "accomplishments": told(results),
        "offerings": list(Offering.objects.in_use().in_area(area.pk)),
        "may_ask": request.actor.may_anywhere(P.REQUEST_CREATE),
        "others": list(CoreArea.objects.in_force_on(_today(request))),
    }
    return page(request, "sites/core_area.html", context)


AGENCIES = {
    "ATF": "Bureau of Alcohol, Tobacco, Firearms and Explosives (ATF)",
    "DEA": "Drug Enforcement Administration (DEA)",
    "FBI": "Federal Bureau of Investigation (FBI)",
    "USAO": "U.S. Attorney's Office (USAO)",
    "USMS": "U.S. Marshals Service (USMS)",
}


def told(results: Iterable[published.Accomplishment]) -> list[dict[str, Any]]:
    """Accomplishments with the names of their sites and areas, in two statements."""
    chosen = list(results)
    sites = {site.slug: site for site in Site.objects.real()}
    areas = {area.slug: area for area in CoreArea.objects.all()}
    return [
        {
            "site": sites.get(each.site),
            "slug": each.site,
            "figure": each.shown_figure,
            "figure_text": each.shown_text,
            "text": each.text,
            "published_text": each.published_text,
            "areas": [areas[slug] for slug in each.areas if slug in areas],
        }
        for each in chosen
    ]


def _approach() -> dict[str, Any]:
    """The approach as heading and lines; a line may have lines of its own."""
    approach = published.statement()["approach"]
    lines = [(item["text"], item.get("items", ())) for item in approach["items"]]
    return {"heading": approach["heading"], "lines": lines}


def _today(request: PortalRequest) -> date:
    return clock.today(request.actor.time_zone)
