"""Drawings made by the server: journey rail, map, lifecycle; each has a text equivalent."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.albers import HEIGHT, WIDTH, project
from foundation.ui.flow import laid_out
from foundation.ui.geometry import (
    LABEL_STEP,
    LABEL_TOP,
    listed,
    milestone_boxes,
    month_at,
    named_phases,
    percent,
)
from foundation.ui.types import FlowView, JourneyView, MapSite, MapView

register = Library()

STATES = Path(__file__).parent.parent / "data" / "us_states.json"


@cache
def shapes() -> dict[str, str]:
    """Return the outlines of the country and its state borders, as SVG path data."""
    outlines: dict[str, str] = json.loads(STATES.read_text(encoding="utf-8"))
    return outlines


class Pin(NamedTuple):
    """A site as drawn: its position, its mark, and the position of its name."""

    site: MapSite
    shape: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


LABELS = {
    "right": (9, 4, "start"),
    "left": (-9, 4, "end"),
    "above": (0, -10, "middle"),
    "": (0, 0, ""),
}


@register.inclusion_tag("ui/us_map.html")
def us_map(view: MapView) -> dict[str, object]:
    """Render sites on the map by cohort group; sites outside it are only in the list."""
    shape_of = {group.key: group.shape for group in view.groups}
    pins = [pin for site in view.sites if (pin := _pin(site, shape_of[site.group]))]
    return {"view": view, "pins": pins, "shapes": shapes(), "width": WIDTH, "height": HEIGHT}


def _pin(site: MapSite, shape: str) -> Pin | None:
    point = project(site.latitude, site.longitude)
    if point is None:
        return None
    dx, dy, anchor = LABELS[site.label]
    x, y = point
    return Pin(site, shape, x, y, round(x + dx, 1), round(y + dy, 1), anchor)


@register.inclusion_tag("ui/journey_rail.html")
def journey_rail(journey: JourneyView) -> dict[str, object]:
    """Render an engagement to scale; below 800 px a list of the last step and the next three."""
    boxes, levels = milestone_boxes(journey)
    years_y = LABEL_TOP + levels * LABEL_STEP + 4

    def at(month: float) -> str:
        return percent(month_at(journey, month))

    def wide(start: float, end: float) -> str:
        return percent(month_at(journey, end) - month_at(journey, start))

    extended = journey.extended_from
    closing = journey.phases[-1].start if journey.phases else journey.months
    return {
        "journey": journey,
        "boxes": boxes,
        "listed": listed(journey),
        "phases": [(phase, at(phase.start)) for phase in named_phases(journey)],
        "years": [(year, at(year.month)) for year in journey.years],
        "gaps": [(at(start), wide(start, end)) for start, end in journey.suspended],
        "extension": None if extended is None else (at(extended), wide(extended, journey.months)),
        "now": at(journey.now),
        "now_anchor": "end"
        if journey.now > journey.months * 0.9
        else "middle"
        if journey.now > 4
        else "start",
        "progress": wide(0, journey.now),
        "open_width": wide(0, closing),
        "years_y": years_y,
        "height": years_y + 10,
    }


@register.filter
def drawn(svg: str) -> SafeString:
    """Return an SVG made by the portal for embedding, without the XML declaration of files."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 -- made by our own libraries, never by people


@register.inclusion_tag("ui/flow.html")
def flow_chart(flow: FlowView) -> dict[str, object]:
    """Render a lifecycle: main path in the middle, transitions on its right, side states last."""
    return {"flow": flow, "drawing": laid_out(flow)}
