"""An agenda by core area, as lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.ui import wording
from summits.models import Summit
from summits.presenters.agenda import BY_AREA, readers_zone_said, tabs_of, zone_said
from summits.presenters.session_lines import SessionLine, addresses_of, line_of
from summits.querysets.agenda import Slot

WITHOUT_AREA = "No core area"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaList:
    """A core area with its sessions.

    Attributes:
        heading: the area's name.
        counted: how many sessions, and how many seats their rooms have.
    """

    heading: str
    counted: str
    lines: Sequence[SessionLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasPage:
    """Everything the page shows."""

    zone: str
    readers_zone: str
    tabs: Sequence[tuple[str, str, bool]]
    areas: Sequence[AreaList]
    missing: Sequence[str]


def page_of(
    summit: Summit,
    sessions: Sequence[Slot],
    *,
    expected: Sequence[str],
    counted: Mapping[date, int],
    readers_zone: str = "",
) -> AreasPage:
    """Show an agenda's sessions by core area, those without one last.

    Arguments:
        sessions: those with a time, in order.
        expected: names of the core areas that an organizer has in mind; empty for everybody else.
        counted: how many sessions each day has, for the links to the days.
        readers_zone: the reader's time zone.
    """
    page = addresses_of("summits:session")
    found: dict[str, list[Slot]] = {}
    for each in sorted(sessions, key=lambda each: (not each.area_name, each.area_name)):
        found.setdefault(each.area_name or WITHOUT_AREA, []).append(each)
    return AreasPage(
        zone=zone_said(summit),
        readers_zone=readers_zone_said(summit, readers_zone),
        tabs=tabs_of(summit, counted, BY_AREA),
        areas=[
            AreaList(
                heading=name,
                counted=_counted(slots, summit),
                lines=[line_of(each, summit, href=page(each.pk)) for each in slots],
            )
            for name, slots in found.items()
        ],
        missing=[name for name in expected if name not in found],
    )


def _counted(slots: Sequence[Slot], summit: Summit) -> str:
    sessions = wording.counted(len(slots), "session")
    seats = sum(each.room_seats for each in slots)
    return sessions if summit.is_virtual else f"{sessions} · {wording.counted(seats, 'seat')}"
