"""A site's outcomes on paper: the same drawings as pictures, with the sentence as their text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.template.loader import render_to_string

from outcomes.presenters.bands import Comparison
from outcomes.presenters.drawings import Drawing
from outcomes.presenters.measure_charts import MeasureChart
from outcomes.presenters.trends import Panel


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its heading; a PDF reads a picture's text aloud, but not that of a drawing in the page."""

    heading: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pictures of one panel with what is said below them."""

    heading: str
    pictures: Sequence[Picture]
    about: str


def sheets_of(panels: Iterable[Panel], comparisons: Sequence[Comparison]) -> list[Sheet]:
    """Return what a site's paper shows: its panels, and the comparison with similar sites if there is one."""
    sheets = [sheet_of(panel) for panel in panels]
    if comparisons:
        pictures = [_picture(each.heading, each.drawing) for each in comparisons]
        about = "Totals of 12 months; 100 is the year before the engagement. No site is named or ranked."
        sheets.append(Sheet("Compared with similar sites", pictures, about))
    return sheets


def sheet_of(panel: Panel) -> Sheet:
    """Return a panel's charts as pictures."""
    return Sheet(
        panel.heading,
        [_picture(chart.heading, chart.drawing) for chart in panel.charts],
        f"{panel.about}. {panel.population} {panel.start} {panel.computed}",
    )


def pictures_of(charts: Iterable[MeasureChart]) -> list[Picture]:
    """Return the charts of measures as pictures."""
    return [_picture(chart.heading, chart.drawing) for chart in charts]


def _picture(heading: str, drawing: Drawing) -> Picture:
    svg = render_to_string("outcomes/_trend.html", {"drawing": drawing})
    return Picture(heading, f"data:image/svg+xml,{quote(svg)}", drawing.label)
