"""Writes of the notes that holders of seats leave for their successors."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from sites import policies
from sites.errors import NotYours
from sites.models import HandoverNote, Membership


@atomic_savepoint
def write(membership: Membership, *, text: str, by: Actor) -> HandoverNote | None:
    """Leave, change or remove the note for the next holder of a seat.

    Arguments:
        membership: the seat, with its person.
        text: at most 300 characters; empty removes the note.
        by: the holder of the seat.

    Raises:
        NotYours: when the actor isn't the holder, or no longer is.
    """
    if not policies.can_leave_note(by, membership):
        raise NotYours
    # The seat's row: a note has none before it is written, and an end of the seat waits for it or is seen here.
    seats = Membership.objects.select_related("approval").with_zone()
    membership = locks.hold(seats, membership.pk, refusal=NotYours)
    if not policies.can_leave_note(by, membership):
        raise NotYours
    if not text:
        HandoverNote.objects.of_seat(membership).delete()
        return None
    note, _ = HandoverNote.objects.update_or_create(
        membership=membership,
        defaults={"text": text, "written_at": clock.now()},
        create_defaults={
            "text": text,
            "written_at": clock.now(),
            "written_by_id": membership.user_id,
            "site_id": membership.site_id,
        },
    )
    return note
