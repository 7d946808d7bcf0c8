"""The national picture as boards of sites by core areas: the program's sites, and demonstration sites apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from dashboards.presenters.report_tables import MADE_UP, NO_FEDERAL
from dashboards.querysets.national import Help, Picture, Place
from foundation.exports.registry import Cell
from foundation.ui import dates, wording
from foundation.ui.types import ClockState, HeatBoard, HeatCell, HeatRow
from sites.models import CoreArea

DASH = "\u2013"  # no figure


@dataclass(frozen=True, slots=True)
class Part:
    """The sites of the program, or those of the demonstration.

    Attributes:
        heading: whose sites these are.
        about: what a reader must know about them; may be empty.
        finding: what stands out, in a sentence.
        board: the sites by core areas.
    """

    heading: str
    about: str
    finding: str
    board: HeatBoard


def parts_of(found: Picture) -> list[Part]:
    """Show the sites of the program and of the demonstration apart; nothing of whose sites there are none."""
    whose = (("Program sites", NO_FEDERAL, False), ("Demonstration sites", MADE_UP, True))
    return [
        Part(heading, about, _finding(found.areas, places), _board(heading, found.areas, places))
        for heading, about, is_demo in whose
        if (places := [each for each in found.places if each.site.is_demo is is_demo])
    ]


def cells_of(found: Picture) -> list[Sequence[Cell]]:
    """Show each site and core area as a row of an export."""
    return [
        (
            place.site.name,
            "Demonstration sites" if place.site.is_demo else "Program sites",
            area.name,
            help_.open,
            help_.late,
            help_.at_risk,
            help_.paused,
            "Yes" if help_.ever else "Never",
        )
        for place in _in_order(found.places)
        for area in found.areas
        for help_ in (place.areas[area.pk],)
    ]


def _in_order(places: Sequence[Place]) -> list[Place]:
    """Order sites by what needs attention: past due, at risk, open; then by name."""

    def rank(place: Place) -> tuple[int, int, int, str]:
        of = place.areas.values()
        late, soon = sum(each.late for each in of), sum(each.at_risk for each in of)
        return -late, -soon, -sum(each.open for each in of), place.site.name

    return sorted(places, key=rank)


def _board(heading: str, areas: Sequence[CoreArea], places: Sequence[Place]) -> HeatBoard:
    rows = tuple(
        HeatRow(
            name=place.site.name,
            href=reverse("sites:workspace", args=[place.site.slug]),
            note=f"Ends {dates.full_day(place.engagement.ends_on)}",
            cells=tuple(_cell(place, area) for area in areas),
        )
        for place in _in_order(places)
    )
    never = [sum(not place.areas[area.pk].ever for place in places) for area in areas]
    opened = [sum(place.areas[area.pk].open for place in places) for area in areas]
    return HeatBoard(
        caption=f"{heading}: open requests by site and core area",
        columns=tuple(area.name for area in areas),
        rows=rows,
        totals=(
            (f"Open, {wording.counted(len(places), 'site')}", tuple(str(n) for n in opened)),
            (
                "Sites that never asked for help in this area",
                tuple(str(n) if n else DASH for n in never),
            ),
        ),
    )


def _cell(place: Place, area: CoreArea) -> HeatCell:
    found = place.areas[area.pk]
    if not found.ever:
        return HeatCell(count=None)
    query = {"status": "open", "site": place.site.slug, "area": area.slug}
    href = reverse("tta_requests:list", query=query) if found.open else ""
    return HeatCell(count=found.open, href=href, state=_state(found))


def _state(found: Help) -> ClockState | None:
    if found.late:
        return ClockState.PAST_DUE
    if found.at_risk:
        return ClockState.AT_RISK
    return ClockState.PAUSED if found.paused else None


def _finding(areas: Sequence[CoreArea], places: Sequence[Place]) -> str:
    late = sum(bool(help_.late) for place in places for help_ in place.areas.values())
    told = (
        f"{wording.counted(late, 'cell is', 'cells are')} past due."
        if late
        else "Nothing is past due."
    )
    never = {area.name: sum(not place.areas[area.pk].ever for place in places) for area in areas}
    name = max(never, key=lambda each: never[each], default="")
    if not name or not never[name]:
        return f"{told} Every site has asked for help in every core area."
    sites = wording.counted(len(places), "site")
    return f"{told} {never[name]} of {sites} never asked for help with {name}."
