"""The chart of a measure, and the charts of a site's measures for a summary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from foundation.ui.types import Fact
from outcomes.models import SiteMeasurement
from outcomes.presenters import drawings, measurements
from outcomes.presenters.drawings import Drawing, Scale


@dataclass(frozen=True, slots=True)
class MeasureChart:
    """A measure's chart with its heading; the drawing's label says how the newest number differs from the first."""

    heading: str
    drawing: Drawing


def charts_of(found: Iterable[SiteMeasurement], *, most: int) -> list[MeasureChart]:
    """Return charts for a summary, of the measures with the newest numbers.

    Arguments:
        found: a site's verified measurements with their measures, the newest period first.
        most: how many charts at most; a measure without two exact numbers has none.
    """
    charts = []
    for current in _by_measure(found):
        sentence = measurements.change_of(current)
        drawing = drawing_of(current, sentence) if sentence else None
        if drawing:
            charts.append(MeasureChart(str(current[0].measure), drawing))
    return charts[:most]


def facts_of(
    found: Iterable[SiteMeasurement], charts: Iterable[MeasureChart], *, most: int
) -> list[Fact]:
    """Return the newest number of the measures that have no chart, for a summary.

    Arguments:
        found: as for ``charts_of``.
        charts: that are shown.
        most: how many measures at most.
    """
    drawn = {chart.heading for chart in charts}
    newest = [current[0] for current in _by_measure(found)]
    return [
        Fact(str(each.measure), f"{measurements.said_of(each)}, {measurements.period_of(each)}")
        for each in newest
        if str(each.measure) not in drawn
    ][:most]


def _by_measure(found: Iterable[SiteMeasurement]) -> list[list[SiteMeasurement]]:
    by_measure: dict[UUID, list[SiteMeasurement]] = {}
    for each in found:
        by_measure.setdefault(each.measure_id, []).append(each)
    return list(by_measure.values())


def drawing_of(current: Sequence[SiteMeasurement], sentence: str) -> Drawing | None:
    """Return the chart of a measure: each number in the middle of its period, and gaps where there is none.

    Arguments:
        current: its measurements, each the newest version of its period, the newest period first.
        sentence: how the newest number differs from the first; empty without two.
    """
    placed = [each for each in reversed(current) if each.ends_on is not None]
    known = [float(each.number) for each in placed if each.number is not None]
    if len(known) < 2:
        return None
    points = [
        (
            each.starts_on + ((each.ends_on or each.starts_on) - each.starts_on) / 2,
            None if each.number is None else float(each.number),
        )
        for each in placed
    ]
    scale = Scale.of(points[0][0], points[-1][0], [value for _, value in points])
    return Drawing(
        label=sentence or "The table below has the same numbers.",
        grid=scale.grid(),
        zero=scale.y(0),
        years=scale.years(),
        strokes=[
            stroke
            for run in _runs(placed, points)
            for stroke in drawings.strokes(scale, run, "year")
        ],
    )


def _runs(
    placed: Sequence[SiteMeasurement], points: Sequence[tuple[date, float | None]]
) -> list[list[tuple[date, float | None]]]:
    """Return the points that a line may join: no line crosses a period without a measurement."""
    runs: list[list[tuple[date, float | None]]] = []
    for at, point in enumerate(points):
        before = placed[at - 1].ends_on if at else None
        is_next = before is not None and (placed[at].starts_on - before).days == 1
        if is_next:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
