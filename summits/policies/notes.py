"""Decide who writes notes on sessions for a site, and when."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from summits.enums import State
from summits.models import SessionNote, Summit


def can_write_notes(actor: Actor, site_id: int) -> bool:
    """Return whether the actor has a seat at the site whose people write notes."""
    return actor.may(P.SUMMIT_NOTE, at=site_id)


def can_change_note(actor: Actor, note: SessionNote) -> bool:
    """Return whether the actor wrote the note, and still writes notes at its site."""
    return note.author_id == actor.user_id and can_write_notes(actor, note.site_id)


def takes_notes(summit: Summit) -> bool:
    """Return whether notes on its sessions can be written: from its first day on, unless it is canceled."""
    return summit.status != State.CANCELED and clock.today(summit.time_zone) >= summit.starts_on
