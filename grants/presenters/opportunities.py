"""Opportunities in the list and on their page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.exports.registry import Cell, moment_of
from foundation.ui import dates
from grants.enums import Window
from grants.models import Opportunity

GLYPHS: Mapping[str, str] = {
    Window.ANNOUNCED: "scheduled",
    Window.OPEN: "in-delivery",
    Window.CLOSED: "closed",
}

COLUMNS = (
    "Grant",
    "Funder",
    "Applications",
    "Opens",
    "Closes",
    "Time zone",
    "Answer expected on",
    "Core areas",
    "Who may apply",
    "Announcement",
    "Source",
    "Source read on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityLine:
    """An opportunity as it is shown."""

    href: str
    name: str
    funder: str
    opens: str
    closes: str
    answer: str
    state: str
    glyph: str
    areas: str
    source: str


def lines_of(
    rows: Iterable[Opportunity], areas: Mapping[str, str], now: datetime
) -> list[OpportunityLine]:
    """Show opportunities, each with whether one can apply at a time.

    Arguments:
        areas: the names of the core areas by their slugs.
    """
    return [line_of(row, areas, now) for row in rows]


def line_of(row: Opportunity, areas: Mapping[str, str], now: datetime) -> OpportunityLine:
    """Show one opportunity; its times are in the funder's zone."""
    window = row.window_at(now)
    return OpportunityLine(
        href=row.get_absolute_url(),
        name=row.name,
        funder=row.funder,
        opens=dates.when(row.opens_at, row.time_zone),
        closes=dates.when(row.closes_at, row.time_zone),
        answer=dates.full_day(row.answer_expected_on) if row.answer_expected_on else "",
        state=str(window.label),
        glyph=GLYPHS[window],
        areas=_areas(row, areas),
        source=f"{row.source}, read {dates.full_day(row.source_as_of)}",
    )


def cells_of(row: Opportunity, areas: Mapping[str, str], now: datetime) -> Sequence[Cell]:
    """Return the cells of one opportunity; its times are in the funder's zone, which has a column.

    Arguments:
        areas: the names of the core areas by their slugs.
    """
    return (
        row.name,
        row.funder,
        str(row.window_at(now).label),
        moment_of(row.opens_at, row.time_zone),
        moment_of(row.closes_at, row.time_zone),
        row.time_zone,
        row.answer_expected_on,
        _areas(row, areas),
        row.who_may_apply,
        row.url,
        row.source,
        row.source_as_of,
    )


def _areas(row: Opportunity, areas: Mapping[str, str]) -> str:
    return ", ".join(areas.get(slug, slug) for slug in row.core_areas) or "Any core area"
