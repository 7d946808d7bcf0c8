"""What the program publishes about itself: its approach, results and partners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from dashboards.presenters.accomplishments import Picture, picture_of
from foundation.calendars.days import first_day
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


@dataclass(frozen=True, slots=True)
class ResultFigure:
    """A figure: its numbers with their unit, such as "12 → 18 percent," what it counts, its period, and its picture."""

    numbers: str
    label: str
    period: str
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An accomplishment with its site and core areas.

    ``slug`` is its place on the page of accomplishments, ``href`` its own page; ``is_reported`` whether the program reported
    it before the portal, so that nobody in the portal answers for it. Its days are those of its site's
    calendar.
    """

    site: Site
    slug: str
    href: str
    headline: str
    is_reported: bool
    published_on: date | None
    corrected_on: date | None
    figures: Sequence[ResultFigure]
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
            href=reverse("dashboards:accomplishment", args=[each.pk]),
            headline=each.headline,
            is_reported=each.is_imported,
            published_on=first_day(each.published_at, each.site.time_zone)
            if each.published_at
            else None,
            corrected_on=_corrected_on(each),
            figures=[_figure(each, figure) for figure in each.figures],
            text=each.narrative,
            published_text=each.published_text,
            areas=[area_named[slug] for slug in each.core_areas if slug in area_named],
        )
        for each in results
    ]


def _corrected_on(told: Accomplishment) -> date | None:
    """Return the day of its last correction, which is the last step there was."""
    if told.status != AccomplishmentState.CORRECTED:
        return None
    return first_day(told.moved_at, told.site.time_zone)


def _figure(told: Accomplishment, figure: Mapping[str, str]) -> ResultFigure:
    numbers = " → ".join(filter(None, (figure["before"], figure["after"])))
    return ResultFigure(
        numbers=" ".join(filter(None, (numbers, figure["unit"]))),
        label=figure["label"],
        # What the program reported says when within its label.
        period="" if told.is_imported else figure["period"],
        picture=picture_of(figure["label"], figure["before"], figure["after"], figure["unit"]),
    )


def approach_of(statement: Mapping[str, Any]) -> Approach:
    """Return the approach from the program's own statement."""
    approach = statement["approach"]
    lines = [(item["text"], item.get("items", ())) for item in approach["items"]]
    return Approach(approach["heading"], lines)


def agency_name(agency: str) -> str:
    """Return an agency's full name for the public."""
    return AGENCIES.get(agency, agency)
