"""The clock: one line in tables, a panel on the record's page."""

from django.template import Library

from foundation.ui.geometry import ruler_boxes
from foundation.ui.glyphs import CLOCK_TONES
from foundation.ui.types import ClockView

register = Library()


@register.inclusion_tag("ui/clock_compact.html")
def clock_compact(clock: ClockView | None) -> dict[str, object]:
    """Glyph, time left, due; nothing where there is no clock."""
    return {"clock": clock, "tone": CLOCK_TONES[clock.state] if clock else ""}


@register.inclusion_tag("ui/clock_panel.html")
def clock_panel(clock: ClockView) -> dict[str, object]:
    """Time left, due in site time, the rule, the day ruler, and the stages below."""
    cells, marks = ruler_boxes(clock)
    return {
        "clock": clock,
        "tone": CLOCK_TONES[clock.state],
        "cells": cells,
        "marks": marks,
        "says": ", ".join(mark.label for mark in clock.marks),
    }
