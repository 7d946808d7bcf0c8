"""What about an agenda to look at again before it is locked, and who may choose its sessions."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from foundation.accounts.actors import Actor
from foundation.ui import wording
from summits.enums import Attendance, Equipment, State
from summits.models import Registration, Session, Summit
from summits.policies.materials import speaks_in
from summits.policies.summits import can_organize
from summits.querysets.agenda import Planned

# Sessions can be chosen from when registration opens until the summit is over.
CHOOSABLE = (State.REGISTRATION_OPEN, State.AGENDA_LOCKED, State.LIVE)


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about a session.

    Attributes:
        said: how a sentence goes on that begins with its title.
        brief: the same in few words, as its cell of the agenda has them.
    """

    session: Planned
    said: str
    brief: str


def can_choose(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor may choose sessions of the summit now."""
    return actor.user_id is not None and summit.status in CHOOSABLE


def seats_of(session: Session) -> int | None:
    """Return how many people a session has seats for; None if nothing limits them."""
    return None if session.room is None or session.summit.is_virtual else session.room.seats


def is_full(session: Session) -> bool:
    """Return whether whoever chooses the session now goes on its wait-list."""
    most = seats_of(session)
    return most is not None and session.seats.taken >= most


def needs_coming(session: Session) -> bool:
    """Return whether the session is in a room, whose seats are for people who come in person."""
    return session.room_id is not None and not session.summit.is_virtual


def comes_only_virtually(registrations: Collection[Registration]) -> bool:
    """Return whether a person is registered, and takes part virtually by each registration.

    Arguments:
        registrations: the person's own at one summit, without those that ended.
    """
    found = {each.attendance for each in registrations}
    return found == {Attendance.VIRTUAL}


def can_see(actor: Actor, session: Session, *, is_chosen: bool = False) -> bool:
    """Return whether the actor may read a session: without a time, only who organizes, speaks in, or chose it."""
    if is_chosen or not session.during.isempty:
        return True
    return can_organize(actor, session.summit) or speaks_in(actor, session)


def warnings_of(sessions: Iterable[Planned]) -> list[Warned]:
    """Return what to look at again: rooms too small, equipment that is missing, one audience in two places."""
    placed = list(sessions)
    found = [warned for each in placed for warned in _in_its_room(each)]
    with_area = sorted((each for each in placed if each.area_pk), key=_people)
    for _, rows in groupby(with_area, key=_people):
        found += [_at_once_said(first, second) for first, second in _at_once(list(rows))]
    return found


def _at_once_said(session: Planned, other: Planned) -> Warned:
    title = f"“{other.title}”"
    said = f"is at the same time as {title} ({other.area_name})."
    return Warned(session, said, f"Same time as {title}")


def _in_its_room(session: Planned) -> Iterator[Warned]:
    name, seats = session.room_name, session.room_seats
    if name is None or seats is None:
        return
    people = max(session.expected, session.chosen)
    if people > seats:
        brief = f"{people} expected, {wording.counted(seats, 'seat')}"
        yield Warned(session, f"is in a room that is too small: {brief} in {name}.", brief)
    there = session.room_equipment or ()
    missing = [str(Equipment(each).label).lower() for each in session.needs if each not in there]
    if missing:
        lacks = ", ".join(missing)
        yield Warned(session, f"needs what {name} doesn't have: {lacks}.", f"Missing: {lacks}")


def _at_once(sessions: list[Planned]) -> Iterator[tuple[Planned, Planned]]:
    """Yield each two of these sessions, which have times, that share a moment, the earlier one first."""
    spans = [(each.starts_at, each.ends_at, each) for each in sessions]
    spans.sort(key=itemgetter(0))
    for at, (_, ends, first) in enumerate(spans):
        for starts, _, second in spans[at + 1 :]:
            if starts >= ends:
                break
            yield first, second


def _people(session: Planned) -> tuple[int, str]:
    """Return whom a session is for: its core area, 0 for none, and its audience."""
    return session.area_pk or 0, session.audience
