"""A site's measures: the panel on its outcomes, and the lines of its paper."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars.quarters import Quarter
from foundation.ui import dates
from foundation.ui.types import Link
from outcomes import policies
from outcomes.models import SiteMeasure, SiteMeasurement
from outcomes.presenters import measurements
from sites.models import Site

NOT_MEASURED = "No measurement yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure with its newest measurement.

    Attributes:
        about: what is special about it.
        change: how the newest number differs from the first; empty without two.
    """

    href: str
    name: str
    about: str
    said: str
    change: str
    period: str
    glyph: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPanel:
    """A site's measures, and what the reader can do about them.

    Attributes:
        lines: each measure, ended ones last.
        links: what the reader can do.
        aside: how many measures are still to be entered for the quarter; empty if none.
    """

    lines: Sequence[MeasureLine]
    links: Sequence[Link]
    aside: str


def panel_of(
    site: Site,
    measures: Iterable[SiteMeasure],
    found: Iterable[SiteMeasurement],
    actor: Actor,
    *,
    due: Quarter,
    lacking: int,
) -> MeasuresPanel:
    """Return a site's panel.

    Arguments:
        found: the site's current measurements, the newest period first.
        due: the latest quarter that is over.
        lacking: how many measures are still to be entered for it.
    """
    measures = list(measures)
    links = [Link(f"See {due}", reverse("outcomes:quarter", args=[site.slug, due.slug]))]
    if policies.can_enter_measurements(actor, site.pk):
        if lacking:
            links = [Link(f"Enter {due}", links[0].href)]
        links.append(Link("Choose a measure", reverse("outcomes:choose-measure", args=[site.slug])))
    return MeasuresPanel(
        lines=lines_of(measures, found),
        links=links if any(not each.is_imported for each in measures) else links[1:],
        aside=f"{lacking} to enter for {due}" if lacking else "",
    )


def lines_of(
    measures: Iterable[SiteMeasure], found: Iterable[SiteMeasurement]
) -> list[MeasureLine]:
    """Return a site's measures for its page or its paper, ended ones last.

    Arguments:
        found: the site's current measurements, the newest period first.
    """
    said = defaultdict(list)
    for each in found:
        said[each.measure_id].append(each)
    ordered = sorted(measures, key=lambda each: each.ended_on is not None)
    return [_line(each, said[each.pk]) for each in ordered]


def _line(measure: SiteMeasure, found: Sequence[SiteMeasurement]) -> MeasureLine:
    for each in found:
        each.measure = measure
    newest = found[0] if found else None
    glyph, state = measurements.state_of(newest) if newest else ("submitted", NOT_MEASURED)
    about = [measure.counted_as]
    if measure.ended_on:
        about.append(f"Ended {dates.full_day(measure.ended_on)}")
    return MeasureLine(
        href=measure.get_absolute_url(),
        name=str(measure),
        about=". ".join(filter(None, about)),
        said=measurements.said_of(newest) if newest else "",
        change=measurements.change_of(found),
        period=measurements.period_of(newest) if newest else "",
        glyph=glyph,
        state=state,
    )
