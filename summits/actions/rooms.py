"""Change a room of a summit, and remove one that no session is in."""

from collections.abc import Collection

from foundation.accounts.actors import Actor
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import NotFound
from foundation.workflow.versions import check_version
from summits.actions.names import named, titles_of
from summits.actions.seats import fill_seats
from summits.actions.steps import held_for_work
from summits.errors import RoomInUse
from summits.models import Room, Session


@atomic_savepoint
def change(
    room: Room,
    *,
    version: int | str | None,
    name: str,
    seats: int,
    equipment: Collection[str] = (),
    by: Actor,
) -> Room:
    """Change a room's name, seats, and equipment; a room that gets too small is warned of on the agenda.

    More seats go to people on the wait-lists of its sessions.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        NotFound: when someone removed the room.
        StaleEdit: when someone changed it since.
        NameTaken: when the summit has another room of that name.
    """
    held = _held(room, version=version, by=by)
    held.name, held.seats, held.equipment = name, seats, sorted(equipment)
    held.version += 1
    named(held.save)
    fill_seats(Session.objects.in_room(held).with_summit().order_by("pk"))
    return held


@atomic_savepoint
def remove(room: Room, *, version: int | str | None, by: Actor) -> None:
    """Remove a room that no session is in; its history stays.

    Raises:
        NotYourSummit: when the actor does not organize the summit.
        NotFound: when someone removed the room.
        StaleEdit: when someone changed it since.
        RoomInUse: when sessions are in it; the sentence names them.
    """
    held = _held(room, version=version, by=by)
    there = Session.objects.in_room(held)
    if there:
        raise RoomInUse(f"{held.name} has {titles_of(there)}. Move them to another room first.")
    held.delete()


def _held(room: Room, *, version: int | str | None, by: Actor) -> Room:
    """Hold a room behind its summit, which is locked first."""
    held_for_work(room.summit, by=by)
    held: Room | None = Room.objects.filter(pk=room.pk).first()
    if held is None:
        raise NotFound
    check_version(held, version)
    return held
