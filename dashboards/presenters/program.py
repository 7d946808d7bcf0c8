"""What the program publishes about itself: its approach, results and partners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.querysets.published import Accomplishment
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
    """An accomplishment with its site and core areas."""

    site: Site | None
    slug: str
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


def results_of(
    results: Iterable[Accomplishment], sites: Iterable[Site], areas: Iterable[CoreArea]
) -> list[Result]:
    """Join accomplishments with the sites and core areas they name."""
    site_named = {site.slug: site for site in sites}
    area_named = {area.slug: area for area in areas}
    return [
        Result(
            site=site_named.get(each.site),
            slug=each.site,
            figure=each.shown_figure,
            figure_text=each.shown_text,
            text=each.text,
            published_text=each.published_text,
            areas=[area_named[slug] for slug in each.areas if slug in area_named],
        )
        for each in results
    ]


def approach_of(statement: Mapping[str, Any]) -> Approach:
    """Return the approach from the program's own statement."""
    approach = statement["approach"]
    lines = [(item["text"], item.get("items", ())) for item in approach["items"]]
    return Approach(approach["heading"], lines)


def agency_name(agency: str) -> str:
    """Return an agency's full name for the public."""
    return AGENCIES.get(agency, agency)
