"""Rosters and door lists in words. Federal law enforcement is on the page alone: not on paper, and in no file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from foundation.exports.registry import Cell
from foundation.ui import dates, wording
from summits.enums import Kind, Registered
from summits.models import Registration, Summit
from summits.presenters.check_ins import about, in_the_way
from summits.presenters.delegations import GLYPHS, state_said
from summits.querysets.rosters import arrived_at

NO_SITE = "No site"
NOT_YET = "No"
COLUMNS = (
    "Summit",
    "Name",
    "Seat or role",
    "Site",
    "Status",
    "Wait-list number",
    "Taking part",
    "Checked in",
    "Email address",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """A person on the roster.

    Attributes:
        email: the address; empty for readers who aren't organizers.
        is_federal: whether the line stays off paper.
    """

    name: str
    role: str
    site: str
    state: str
    glyph: str
    arrived: str
    email: str
    is_federal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPage:
    """Everything a roster shows.

    Attributes:
        counted: how many people are on it, in words.
        has_federal: whether some of them stay off paper.
        has_addresses: whether there is a column of email addresses.
    """

    lines: Sequence[RosterLine]
    counted: str
    has_federal: bool
    has_addresses: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorLine:
    """A person on a door list: the name, as what they come, and what is in the way or when they arrived."""

    name: str
    about: str
    said: str


def page_of(found: Iterable[Registration], summit: Summit, *, with_addresses: bool) -> RosterPage:
    """Show a roster; with email addresses for organizers alone."""
    lines = [_line(each, summit, with_addresses=with_addresses) for each in found]
    return RosterPage(
        lines=lines,
        counted=wording.counted(len(lines), "person", "people"),
        has_federal=any(line.is_federal for line in lines),
        has_addresses=with_addresses,
    )


def cells_of(registration: Registration, summit: Summit, *, with_addresses: bool) -> Sequence[Cell]:
    """Return the cells of one person in a file; the time is of the summit's place."""
    at = arrived_at(registration)
    here = at.astimezone(ZoneInfo(summit.time_zone)).replace(tzinfo=None) if at else None
    return (
        f"{summit.name} (demonstration)" if summit.is_demo else summit.name,
        registration.name,
        role_of(registration),
        registration.site.name if registration.site else NO_SITE,
        str(registration.get_state_display()),
        registration.wait_number if registration.state == Registered.WAIT_LISTED else None,
        str(registration.get_attendance_display()),
        here,
        registration.email if with_addresses else "",
    )


def door_lines_of(found: Iterable[Registration], summit: Summit) -> list[DoorLine]:
    """Show who may come to a door; a line without words is to be checked off."""
    return [
        DoorLine(name=each.name, about=about(each), said=_arrived(each, summit) or in_the_way(each))
        for each in found
    ]


def role_of(registration: Registration) -> str:
    """Say as what a person comes: by the seat in a delegation, else by the kind."""
    seat = registration.seat
    return seat.title if seat else str(registration.get_kind_display())


def _line(registration: Registration, summit: Summit, *, with_addresses: bool) -> RosterLine:
    return RosterLine(
        name=registration.name,
        role=role_of(registration),
        site=registration.site.name if registration.site else NO_SITE,
        state=state_said(registration),
        glyph=GLYPHS[registration.state],
        arrived=_arrived(registration, summit) or NOT_YET,
        email=registration.email if with_addresses else "",
        is_federal=registration.kind == Kind.FEDERAL,
    )


def _arrived(registration: Registration, summit: Summit) -> str:
    at = arrived_at(registration)
    return dates.when(at, summit.time_zone) if at else ""
