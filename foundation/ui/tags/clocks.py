"""The clock: one line in tables, a panel on the record's page."""

from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from foundation.ui.geometry import ruler_boxes
from foundation.ui.glyphs import CLOCK_TONES
from foundation.ui.types import ClockView

register = Library()


@register.simple_tag
def clock_compact(clock: ClockView | None) -> SafeString:
    """Render icon, time left and due date; nothing without a clock."""
    return _compact(*(clock.state, clock.stage, clock.figure, clock.due) if clock else ())


@lru_cache(maxsize=1024)
def _compact(state: str = "", stage: str = "", figure: str = "", due: str = "") -> SafeString:
    """Render a clock, once for all rows that say the same."""
    values = {"state": state, "stage": stage, "figure": figure, "due": due}
    return render_to_string("ui/clock_compact.html", values | {"tone": CLOCK_TONES.get(state, "")})


@register.inclusion_tag("ui/clock_panel.html")
def clock_panel(clock: ClockView) -> dict[str, object]:
    """Render time left, due date in the site's time, the rule, the day ruler, and the stages."""
    cells, marks = ruler_boxes(clock)
    return {
        "clock": clock,
        "tone": CLOCK_TONES[clock.state],
        "cells": cells,
        "marks": marks,
        # Names of skipped days stand in a line of their own, so that no label of a mark meets one.
        "marks_y": 78 if any(day.skipped for day in clock.days) else 60,
        "says": ", ".join(mark.label for mark in clock.marks),
    }
