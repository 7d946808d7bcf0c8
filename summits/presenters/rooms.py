"""Rooms and speakers of a summit as two tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.ui import wording
from summits.enums import Equipment
from summits.models import Room, Speaker, Summit

CHANGE = {"room": "summits:change-room", "speaker": "summits:change-speaker"}
REMOVE = {"room": "summits:remove-room", "speaker": "summits:remove-speaker"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A room or a speaker; the addresses are empty once nothing can be changed."""

    name: str
    facts: Sequence[str]
    change_href: str
    remove_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsPage:
    """Everything the page shows."""

    rooms: Sequence[Line]
    speakers: Sequence[Line]
    may_change: bool


def page_of(summit: Summit, rooms: Iterable[Room], speakers: Iterable[Speaker]) -> RoomsPage:
    """Show the rooms and speakers of a summit."""
    may_change = not summit.is_over
    return RoomsPage(
        rooms=[
            _line(
                room,
                "room",
                [wording.counted(room.seats, "seat"), _has(room)],
                may_change=may_change,
            )
            for room in rooms
        ],
        speakers=[
            _line(
                each,
                "speaker",
                [each.position or "\N{EN DASH}", each.person.name if each.person else "No account"],
                may_change=may_change,
            )
            for each in speakers
        ],
        may_change=may_change,
    )


def _line(row: Room | Speaker, noun: str, facts: Sequence[str], *, may_change: bool) -> Line:
    return Line(
        name=row.name,
        facts=facts,
        change_href=reverse(CHANGE[noun], args=[row.pk]) if may_change else "",
        remove_href=reverse(REMOVE[noun], args=[row.pk]) if may_change else "",
    )


def _has(room: Room) -> str:
    return ", ".join(str(Equipment(each).label) for each in room.equipment) or "Nothing"
