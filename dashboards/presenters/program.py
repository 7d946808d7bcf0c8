"""What the program publishes about itself: its approach, results and partners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment
from sites.models import CoreArea, Site

AGENCIES = {
    "ATF": "Bureau of Alcohol, Tobacco, Firearms and Explosives (ATF)",
    "DEA": "Drug Enforcement Administration (DEA)",
    "FBI": "Federal Bureau of Investigation (FBI)",
    "USAO": "U.S. Attorney's Office (USAO)",
    "USMS": "U.S. Marshals Service (USMS)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An accomplishment with its site and core areas.

    ``slug`` is its place on the page of accomplishments; ``is_reported`` whether the program reported
    it before the portal, so that nobody in the portal answers for it.
    """

    site: Site
    slug: str
    headline: str
    is_reported: bool
    is_corrected: bool
    published_at: datetime | None
    figure: str
    figure_text: str
    text: str
    published_text: str
    areas: Sequence[CoreArea]


@dataclass(frozen=True, slots=True)
class Approach:
    """The approach: a heading, and lines that may have sub-items."""

    heading: str
    lines: Sequence[tuple[str, Sequence[str]]]


def results_of(results: Iterable[Accomplishment], areas: Iterable[CoreArea]) -> list[Result]:
    """Join accomplishments, loaded with their sites, with the core areas they name."""
    area_named = {area.slug: area for area in areas}
    return [
        Result(
            site=each.site,
            slug=each.site.slug if each.is_imported else str(each.pk),
            headline=each.headline,
            is_reported=each.is_imported,
            is_corrected=each.status == AccomplishmentState.CORRECTED,
            published_at=each.published_at,
            figure=_figure(each),
            figure_text=each.figures[0]["label"] if each.figures else "",
            text=each.narrative,
            published_text=each.published_text,
            areas=[area_named[slug] for slug in each.core_areas if slug in area_named],
        )
        for each in results
    ]


def _figure(told: Accomplishment) -> str:
    """Return its first figure as it is shown, such as 12 → 18; empty if it has none."""
    if not told.figures:
        return ""
    figure = told.figures[0]
    return " → ".join(filter(None, (figure["before"], figure["after"])))


def approach_of(statement: Mapping[str, Any]) -> Approach:
    """Return the approach from the program's own statement."""
    approach = statement["approach"]
    lines = [(item["text"], item.get("items", ())) for item in approach["items"]]
    return Approach(approach["heading"], lines)


def agency_name(agency: str) -> str:
    """Return an agency's full name for the public."""
    return AGENCIES.get(agency, agency)
