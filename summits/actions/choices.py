"""Choose sessions of a summit, and say when a chosen session moves."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import NotAllowed
from summits import policies
from summits.actions.seats import hold_seats, leave_seat, take_seat
from summits.errors import NotPlaced
from summits.models import Choice, Session, Summit

CLOSED = "Sessions can be chosen from when registration opens until the summit is over."


@atomic_savepoint
def choose(session: Session, *, by: Actor) -> Choice:
    """Choose a session, with a seat in its room; choosing it twice changes nothing.

    Raises:
        NotAllowed: before registration opens, and once the summit is over.
        NotPlaced: when the session has no time yet.
        SessionFull: when every seat is taken.
    """
    seats = hold_seats(session)
    # Read after the wait: an organizer may have moved the session to a smaller room meanwhile.
    found = Session.objects.select_related("summit", "room").get(pk=session.pk)
    if not policies.can_choose(by, found.summit):
        raise NotAllowed(CLOSED)
    if found.during.isempty:
        raise NotPlaced
    room = found.room
    made, is_new = Choice.objects.get_or_create(
        session=found,
        person_id=by.user_id,
        defaults={
            "summit_id": found.summit_id,
            "room_told": room.name if room else "",
            "made_at": clock.now(),
        },
    )
    if is_new:
        take_seat(seats, most=None if room is None or found.summit.is_virtual else room.seats)
    return made


@atomic_savepoint
def leave(session: Session, *, by: Actor) -> None:
    """Give up a chosen session; its seat is free for the next person."""
    seats = hold_seats(session)
    gone, _ = Choice.objects.filter(session=session, person_id=by.user_id).delete()
    if gone:
        leave_seat(seats)


@atomic_savepoint
def look(summit: Summit, *, by: Actor) -> None:
    """Remember which rooms the person has read by now: a change is said until then."""
    mine = Choice.objects.filter(summit=summit, person_id=by.user_id)
    for choice in mine.select_related("session__room"):
        room = choice.session.room
        if room is not None and choice.room_told != room.name:
            choice.room_told = room.name
            choice.save(update_fields=["room_told"])


def tell_changed(summit: Summit, *, version: int) -> None:
    """Queue the notice that a summit is canceled or virtual, to the people who chose its sessions."""
    emit(
        "summits.tell_changed",
        key=f"summits.changed:{summit.pk}:{version}",
        payload={"summit": str(summit.pk), "version": version},
    )


def tell_moved(session: Session) -> None:
    """Queue the notice that a session has another time or room, to the people who chose it."""
    emit(
        "summits.tell_moved",
        key=f"summits.moved:{session.pk}:{session.version}",
        payload={"session": str(session.pk), "version": session.version},
    )
