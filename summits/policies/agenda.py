"""What about an agenda to look at again before it is locked, and who may choose its sessions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from foundation.accounts.actors import Actor
from summits.enums import Equipment, State
from summits.models import Session, Summit
from summits.policies.summits import can_organize

# Sessions can be chosen from when registration opens until the summit is over.
CHOOSABLE = (State.REGISTRATION_OPEN, State.AGENDA_LOCKED, State.LIVE)


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about a session."""

    session: Session
    said: str


def can_choose(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor may choose sessions of the summit now."""
    return actor.user_id is not None and summit.status in CHOOSABLE


def can_see(actor: Actor, session: Session, *, is_chosen: bool = False) -> bool:
    """Return whether the actor may read a session: without a time, only organizers and those who chose it."""
    return is_chosen or not session.during.isempty or can_organize(actor, session.summit)


def warnings_of(sessions: Iterable[Session]) -> list[Warned]:
    """Return what to look at again: rooms too small, equipment that is missing, one audience in two places."""
    placed = [each for each in sessions if not each.during.isempty]
    found = [Warned(each, said) for each in placed for said in _in_its_room(each)]
    for first, second in combinations(placed, 2):
        if _overlap(first, second) and _share_people(first, second):
            area = first.core_area.name if first.core_area else ""
            found.append(Warned(first, f"is at the same time as “{second.title}” ({area})."))
    return found


def _in_its_room(session: Session) -> Iterator[str]:
    room = session.room
    if room is None:
        return
    people = max(session.expected, session.seats.taken if hasattr(session, "seats") else 0)
    if people > room.seats:
        yield f"is in a room that is too small: {people} expected, {room.seats} seats in {room.name}."
    missing = [
        str(Equipment(each).label).lower() for each in session.needs if each not in room.equipment
    ]
    if missing:
        yield f"needs what {room.name} doesn't have: {', '.join(missing)}."


def _overlap(first: Session, second: Session) -> bool:
    starts, ends, begins, closes = first.starts_at, first.ends_at, second.starts_at, second.ends_at
    if starts is None or ends is None or begins is None or closes is None:
        return False
    return starts < closes and begins < ends


def _share_people(first: Session, second: Session) -> bool:
    same_area = first.core_area_id is not None and first.core_area_id == second.core_area_id
    return same_area and first.audience == second.audience
