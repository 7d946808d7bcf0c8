"""A site's team as text: its roles with their seats, and how a membership ends."""

from datetime import datetime

from foundation.ui.dates import day, when
from foundation.ui.types.board import TeamCell, TeamSeat
from sites.models import Membership
from sites.policies import RoleCell, SeatCell


def ended(held: Membership, now: datetime) -> str:
    """Return the sentence on a membership whose end was planned, moved or removed."""
    if held.ends_at is None:
        return f"{held.user.name} stays on the team with no planned end date."
    if held.has_ended(now):
        return f"{held.user.name} removed from the team. The seat is now vacant."
    return f"{held.user.name} is on the team until {when(held.ends_at, held.site.time_zone)}."


def team_cell(role: RoleCell) -> TeamCell:
    """Return a role with its seats and their holders, for the team grid."""
    seats_shown = tuple(seat for cell in role.seats for seat in _seats(cell))
    return TeamCell(role=role.role.title, seats=seats_shown)


def _seats(cell: SeatCell) -> list[TeamSeat]:
    title = cell.seat.title
    if not cell.holders:
        since = f"since {day(cell.empty_since)}" if cell.empty_since else "not filled yet"
        return [TeamSeat(name=title, vacant=cell.vacant, limit=since)]
    return [
        TeamSeat(name=holder.user.name, note=f"{title}, since {day(holder.starts_on)}")
        for holder in cell.holders
    ]
