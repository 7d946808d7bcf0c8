"""A site's measures: the panel on its outcomes, one measure's page, and a quarter to fill in."""

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
from outcomes.presenters.drawings import Drawing
from outcomes.presenters.measure_charts import drawing_of
from outcomes.querysets.measures import Slot
from sites.models import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure in a site's panel, with its newest measurement; ``about`` says what is special about it."""

    href: str
    name: str
    about: str
    said: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version of a measurement; ``why`` is the reason for a later one."""

    period: str
    said: str
    glyph: str
    state: str
    who: str
    note: str
    why: str
    day: str
    is_former: bool
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """Everything a measure's page shows.

    Attributes:
        sentence: how the newest number differs from the first; empty without two.
        drawing: its chart; None with fewer than two numbers.
        lines: its measurements, the newest period first, each with its versions.
        facts: what is known of it, by label.
        links: what the reader can do with it.
    """

    sentence: str
    drawing: Drawing | None
    lines: Sequence[VersionLine]
    facts: Sequence[tuple[str, str]]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredLine:
    """A period that is entered already."""

    title: str
    href: str
    said: str
    glyph: str
    state: str


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
    newest: dict[object, SiteMeasurement] = {}
    for each in found:
        newest.setdefault(each.measure_id, each)
    measures = sorted(measures, key=lambda each: each.ended_on is not None)
    links = [Link(f"See {due}", reverse("outcomes:quarter", args=[site.slug, due.slug]))]
    if policies.can_enter_measurements(actor, site.pk):
        if lacking:
            links = [Link(f"Enter {due}", links[0].href)]
        links.append(Link("Choose a measure", reverse("outcomes:choose-measure", args=[site.slug])))
    return MeasuresPanel(
        lines=[_line(each, newest.get(each.pk)) for each in measures],
        links=links if any(not each.is_imported for each in measures) else links[1:],
        aside=f"{lacking} to enter for {due}" if lacking else "",
    )


def page_of(measure: SiteMeasure, found: Sequence[SiteMeasurement], actor: Actor) -> MeasurePage:
    """Return a measure's page.

    Arguments:
        found: its measurements in every version, the newest period first.
    """
    for each in found:
        each.measure = measure
    current = [each for each in found if each.is_current]
    sentence = measurements.change_of(current)
    return MeasurePage(
        sentence=sentence,
        drawing=drawing_of(current, sentence),
        lines=[_version(each, actor) for each in found],
        facts=_facts(measure),
        links=_links(measure, actor),
    )


def entered_of(slots: Iterable[Slot]) -> list[EnteredLine]:
    """Return the periods of a quarter that are entered."""
    lines = []
    for slot in slots:
        if slot.now is not None:
            slot.now.measure = slot.measure
            glyph, state = measurements.state_of(slot.now)
            lines.append(
                EnteredLine(
                    title=measurements.title_of(slot),
                    href=slot.measure.get_absolute_url(),
                    said=measurements.said_of(slot.now),
                    glyph=glyph,
                    state=state,
                )
            )
    return lines


def _line(measure: SiteMeasure, newest: SiteMeasurement | None) -> MeasureLine:
    glyph, state = ("submitted", "No measurement yet")
    if newest is not None:
        newest.measure = measure
        glyph, state = measurements.state_of(newest)
    about = [measure.counted_as]
    if measure.ended_on:
        about.append(f"Ended {dates.full_day(measure.ended_on)}")
    return MeasureLine(
        href=measure.get_absolute_url(),
        name=str(measure),
        about=". ".join(filter(None, about)),
        said=measurements.said_of(newest) if newest else "",
        period=measurements.period_of(newest) if newest else "",
        glyph=glyph,
        state=state,
    )


def _version(found: SiteMeasurement, actor: Actor) -> VersionLine:
    glyph, state = measurements.state_of(found)
    if not found.is_current:
        glyph, state = "withdrawn", "Replaced by a later version"
    links = []
    if policies.can_verify(actor, found):
        verify = reverse("outcomes:verify-measurement", args=[found.pk])
        links.append(Link("Verify", verify))
    if policies.can_restate(actor, found):
        links.append(Link("Change", reverse("outcomes:restate-measurement", args=[found.pk])))
    why = f"{found.get_change_display()}: {found.reason}" if found.reason else ""
    return VersionLine(
        period=measurements.period_of(found),
        said=measurements.said_of(found),
        glyph=glyph,
        state=state,
        who=measurements.answered_by(found),
        note=found.note,
        why=why,
        day=dates.when(found.entered_at, found.measure.site.time_zone) if found.entered_at else "",
        is_former=not found.is_current,
        links=links,
    )


def _facts(measure: SiteMeasure) -> list[tuple[str, str]]:
    indicator = measure.indicator
    counts = f"{indicator.numerator} of {indicator.denominator}" if indicator.is_ratio else ""
    baseline = ""
    if measure.baseline is not None and measure.baseline_on is not None:
        said = measurements.amount(measure.baseline, indicator)
        baseline = f"{said} on {dates.full_day(measure.baseline_on)}"
    first = Quarter.holding(measure.since)
    facts = [
        ("Definition", indicator.definition),
        ("Computed from", counts),
        ("Better", str(indicator.get_better_display())),
        ("Core area", indicator.core_area.name),
        ("Part of the site", measure.sub_area),
        ("How the site counts it", measure.counted_as),
        ("Source", measure.source),
        ("Baseline", baseline),
        ("Entered", "" if measure.is_imported else str(measure.get_frequency_display())),
        ("Entered by", str(measure.get_reporter_display())),
        ("Since", "" if measure.is_imported else str(first)),
        ("Ended", dates.full_day(measure.ended_on) if measure.ended_on else ""),
        ("Why it ended", measure.end_reason),
    ]
    return [(label, said) for label, said in facts if said]


def _links(measure: SiteMeasure, actor: Actor) -> list[Link]:
    if not policies.can_change_measure(actor, measure):
        return []
    if measure.ended_on is not None:
        return [Link("Resume", reverse("outcomes:resume-measure", args=[measure.pk]))]
    return [
        Link("Change details", reverse("outcomes:change-measure", args=[measure.pk])),
        Link("End measure", reverse("outcomes:end-measure", args=[measure.pk])),
    ]
