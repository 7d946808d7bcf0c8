"""A person's own agenda of a summit: what they chose, and what changed of it or begins soon."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from foundation.calendars import clock
from summits.enums import State
from summits.models import Choice, Summit
from summits.presenters.agenda import SessionLine, line_of


def lines_of(choices: Iterable[Choice], summit: Summit) -> list[tuple[UUID, SessionLine, str]]:
    """Show what a person chose, in order of time, each with its key, and with what changed or when it begins."""
    now = clock.now()
    found = sorted(
        (each for each in choices),
        key=lambda each: (each.session.during.isempty, each.session.starts_at),
    )
    return [
        (
            each.session_id,
            line_of(each.session, summit),
            "" if summit.status == State.CANCELED else _state_of(each, now),
        )
        for each in found
    ]


def _state_of(choice: Choice, now: datetime) -> str:
    session = choice.session
    if session.starts_at is None or session.ends_at is None:
        return "No longer has a time"
    if session.room and choice.room_told and choice.room_told != session.room.name:
        return f"Room changed: {session.room.name}, was {choice.room_told}"
    if session.ends_at <= now:
        return "Over"
    if session.starts_at <= now:
        return "Now"
    minutes = int((session.starts_at - now) / timedelta(minutes=1))
    return f"Starts in {minutes} min" if minutes < 60 else ""
