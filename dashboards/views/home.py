"""The public home page: what PSP is, where it works, its results, its core areas."""

from django.http import HttpResponse
from django.urls import reverse

from dashboards.presenters.program import results_of
from dashboards.presenters.site_map import map_of
from dashboards.querysets import published
from dashboards.querysets.places import counts_of, real_places, usual_length
from dashboards.views.program import years_of
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.ui.pages import page
from outcomes.models import Accomplishment
from sites.models import CoreArea

# One row of the page.
MAX_RESULTS = 4


@public
def home(request: PortalRequest) -> HttpResponse:
    """Show the home page, in five queries at any size."""
    places = real_places()
    day = clock.today(request.actor.time_zone)
    areas = list(CoreArea.objects.in_force_on(day))
    newest = Accomplishment.objects.published().with_figures().newest_first()[:MAX_RESULTS]
    context = {
        "counts": counts_of(places),
        "map": map_of(places, list_href=reverse("sites:directory")),
        "results": results_of(newest, areas),
        "as_of": published.statement()["as_of"],
        "areas": areas,
        "years": years_of(usual_length()),
    }
    return page(request, "dashboards/home.html", context)
