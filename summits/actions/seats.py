"""Count the seats of a session that are taken: one row, held by whoever takes or leaves a seat."""

from foundation.tenancy.context import powers_of
from foundation.workflow import locks
from summits.errors import SessionFull
from summits.models import Session, SessionSeats

JOB = "system:seats"


def open_seats(session: Session) -> None:
    """Begin to count the seats of a new session."""
    with powers_of(JOB):
        SessionSeats.objects.create(session=session)


def has_takers(session: Session) -> bool:
    """Return whether anybody chose the session."""
    return SessionSeats.objects.filter(pk=session.pk, taken__gt=0).exists()


def hold_seats(session: Session) -> SessionSeats:
    """Hold the count of a session's seats, before the room is read that limits it."""
    return locks.hold(SessionSeats.objects.all(), session.pk, through=JOB)


def take_seat(held: SessionSeats, *, most: int | None) -> None:
    """Take one more seat, if fewer than so many are taken; ``None`` is no limit.

    Raises:
        SessionFull: when every seat is taken.
    """
    if most is not None and held.taken >= most:
        raise SessionFull
    _save(held, held.taken + 1)


def leave_seat(held: SessionSeats) -> None:
    """Give one seat back."""
    _save(held, max(0, held.taken - 1))


def _save(held: SessionSeats, taken: int) -> None:
    held.taken = taken
    with powers_of(JOB):
        held.save(update_fields=["taken"])
