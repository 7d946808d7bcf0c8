"""Count a session's seats: one row, held by whoever takes or gives back a seat, or moves the wait-list."""

from collections.abc import Iterable

from foundation.outbox import emit
from foundation.tenancy.context import powers_of
from foundation.workflow import locks
from summits.models import Choice, Session, SessionSeats
from summits.policies.agenda import CHOOSABLE, seats_of

JOB = "system:seats"


def open_seats(session: Session) -> None:
    """Begin to count the seats of a new session."""
    with powers_of(JOB):
        SessionSeats.objects.create(session=session)


def has_takers(session: Session) -> bool:
    """Return whether anybody chose the session."""
    return SessionSeats.objects.filter(pk=session.pk).chosen().exists()


def hold_seats(session: Session) -> SessionSeats:
    """Hold the count of a session's seats, before the room is read that limits it."""
    return locks.hold(SessionSeats.objects.all(), session.pk, through=JOB)


def take_seat(held: SessionSeats, session: Session) -> int | None:
    """Take one more seat; where none is free, return the next number of the wait-list."""
    most = seats_of(session)
    if most is None or held.taken < most:
        held.taken += 1
        _save(held)
        return None
    held.waiting += 1
    held.last_number += 1
    _save(held)
    return held.last_number


def leave_seat(held: SessionSeats, choice: Choice) -> None:
    """Give back what a choice had that is gone; a seat goes to the first person who waits."""
    if choice.has_seat:
        held.taken -= 1
    else:
        held.waiting -= 1
    _save(held)
    _move_up(held, choice.session)


def fill_seats(sessions: Iterable[Session]) -> None:
    """Give seats to people who wait, where a session has more of them now."""
    for session in sessions:
        _move_up(hold_seats(session), session)


def _move_up(held: SessionSeats, session: Session) -> None:
    """Give the free seats to the first people on the wait-list, once and in the order of their numbers, and tell each."""
    free = _free(held, session)
    if not free:
        return
    with powers_of(JOB):  # nobody reads what others chose
        for each in Choice.objects.of_session(session.pk).waiting()[:free]:
            each.has_seat = True
            each.save(update_fields=["has_seat"])
            held.taken += 1
            held.waiting -= 1
            emit(
                "summits.tell_seat",
                key=f"summits.seat:{each.pk}",
                payload={"choice": str(each.pk)},
            )
    _save(held)


def _free(held: SessionSeats, session: Session) -> int:
    """Return how many people get a seat now: none while the session has no time, or once the summit is over."""
    if session.during.isempty or session.summit.status not in CHOOSABLE:
        return 0
    most = seats_of(session)
    return held.waiting if most is None else max(0, min(held.waiting, most - held.taken))


def _save(held: SessionSeats) -> None:
    with powers_of(JOB):
        held.save()
