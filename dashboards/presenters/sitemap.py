"""The addresses of all public pages, for search engines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from outcomes.models import Accomplishment
from sites.models import CoreArea, Site
from summits.models import Summit

# Pages that there is one of.
SINGLE = (
    "dashboards:home",
    "dashboards:about",
    "dashboards:approach",
    "sites:core-areas",
    "sites:directory",
    "dashboards:accomplishments",
    "summits:list",
    "applications:apply",
    "dashboards:method",
    "dashboards:open-data",
    "dashboards:help",
    "dashboards:accessibility",
    "dashboards:privacy",
    "dashboards:contact",
)


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """A public page, with the day it last changed where that is known."""

    url: str
    changed_on: date | None = None


def addresses_of(
    *,
    areas: Iterable[CoreArea],
    sites: Iterable[Site],
    results: Iterable[Accomplishment],
    summits: Iterable[Summit],
) -> Iterator[PublicAddress]:
    """Yield every public page: the single ones, then one for each core area, site, accomplishment, and summit."""
    base = settings.PUBLIC_BASE_URL
    for name in SINGLE:
        yield PublicAddress(base + reverse(name))
    for area in areas:
        yield PublicAddress(base + area.get_absolute_url())
    for site in sites:
        yield PublicAddress(base + site.get_absolute_url())
    for summit in summits:
        yield PublicAddress(base + reverse("summits:detail", args=[summit.slug]))
    for result in results:
        changed = None if result.is_imported else result.moved_at.date()
        page = reverse("dashboards:accomplishment", args=[result.pk])
        yield PublicAddress(base + page, changed)
