"""Open data: what is published as files, and what each of their columns means."""

from django.http import Http404, HttpResponse, JsonResponse

from dashboards.presenters import open_data
from dashboards.presenters.open_data import Dataset
from dashboards.querysets import published
from dashboards.querysets.places import real_places
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.ui.pages import page
from outcomes.models import Accomplishment, PublicNotice


@public
def index(request: PortalRequest) -> HttpResponse:
    """Describe the files: their columns, units, sources, and day."""
    context = {"datasets": _datasets(request), "day": clock.today(request.actor.time_zone)}
    return page(request, "dashboards/open_data.html", context)


@public
def as_csv(request: PortalRequest, dataset: str) -> HttpResponse:
    """Send one set of data as a spreadsheet."""
    found = _named(request, dataset)
    answer = HttpResponse(open_data.csv_of(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="psp-{found.slug}.csv"'
    return answer


@public
def as_json(request: PortalRequest, dataset: str) -> HttpResponse:
    """Send one set of data with the meaning of its columns, for programs."""
    day = clock.today(request.actor.time_zone)
    return JsonResponse(open_data.json_of(_named(request, dataset), day=day))


def _named(request: PortalRequest, slug: str) -> Dataset:
    found = {each.slug: each for each in _datasets(request)}
    if slug not in found:
        raise Http404
    return found[slug]


def _datasets(request: PortalRequest) -> list[Dataset]:
    """Return all sets of data, in four queries."""
    as_of = published.statement()["as_of"]
    return open_data.datasets_of(
        real_places(),
        Accomplishment.objects.published(),
        PublicNotice.objects.published(),
        as_of=as_of,
    )
