"""What the public reads of accomplishments: the list, one of them, and the feed."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.presenters import feeds
from dashboards.presenters.accomplishments import page_of
from dashboards.presenters.program import Result, results_of
from dashboards.querysets import published
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.ui.pages import page
from outcomes.models import Accomplishment
from sites.models import CoreArea


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
def accomplishment(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one published accomplishment; what is withdrawn, or not published yet, isn't found."""
    found = get_object_or_404(Accomplishment.objects.published(), pk=pk)
    [result] = told([found])
    context = {
        "result": result,
        "shown": page_of(found),
        "as_of": published.statement()["as_of"],
    }
    return page(request, "dashboards/accomplishment.html", context)


@public
def feed(request: PortalRequest) -> HttpResponse:
    """Send the published accomplishments, latest first, as an Atom feed."""
    newest = Accomplishment.objects.published().newest_first()
    text = feeds.feed_of(newest, reported_on=published.statement()["as_of"])
    return HttpResponse(text, content_type=feeds.CONTENT_TYPE)


def told(results: Iterable[Accomplishment]) -> list[Result]:
    """Return accomplishments with the names of their sites and areas, in two queries."""
    return results_of(results, CoreArea.objects.all())
