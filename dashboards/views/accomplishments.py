"""What the public reads of accomplishments: the list, one of them, and the feed."""

from collections.abc import Iterable
from http.client import GONE
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from dashboards.presenters import feeds
from dashboards.presenters.accomplishments import page_of
from dashboards.presenters.notices import notice_of
from dashboards.presenters.program import Result, results_of
from dashboards.querysets import published
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.ui.pages import page
from outcomes.models import Accomplishment, PublicNotice
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
    """Show one published accomplishment, or the notice that it was withdrawn; one not published yet isn't found."""
    notices = [notice_of(each) for each in PublicNotice.objects.published().of_accomplishment(pk)]
    if notices and notices[0].is_withdrawal:
        return page(request, "dashboards/withdrawn.html", {"notice": notices[0]}, status=GONE)
    found = get_object_or_404(Accomplishment.objects.published(), pk=pk)
    [result] = told([found])
    context = {
        "result": result,
        "shown": page_of(found),
        "corrections": notices,
        "as_of": published.statement()["as_of"],
    }
    return page(request, "dashboards/accomplishment.html", context)


@public
def feed(request: PortalRequest) -> HttpResponse:
    """Send the published accomplishments, latest first, and the notices of withdrawals, as an Atom feed."""
    newest = Accomplishment.objects.published().newest_first()
    gone = PublicNotice.objects.published().withdrawals()
    text = feeds.feed_of(newest, gone=gone, reported_on=published.statement()["as_of"])
    return HttpResponse(text, content_type=feeds.CONTENT_TYPE)


def told(results: Iterable[Accomplishment]) -> list[Result]:
    """Return accomplishments with the names of their sites and areas, in two queries."""
    return results_of(results, CoreArea.objects.all())
