"""One measure's page, and the periods of a quarter that are entered."""

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
