"""Sessions in words: a line of an agenda, of a list, or of a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from foundation.ui.addresses import address
from summits.enums import Audience
from summits.models import Session, Summit
from summits.presenters.days import day_said, times_of
from summits.querysets.agenda import Slot

NOBODY = UUID(int=0)
# The glyph and word of a session that the reader chose, by whether they have a seat.
MINE: Mapping[bool | None, tuple[str, str]] = {
    True: ("met", "In my agenda"),
    False: ("on-hold", "On the wait-list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session in a cell of the agenda, or in a list."""

    href: str
    title: str
    times: str
    day: str
    room: str
    area: str
    speakers: str
    warnings: Sequence[str]
    mine: tuple[str, str] | None
    move_href: str
    anchor: str = ""


def line_of(
    session: Slot | Session,
    summit: Summit,
    *,
    href: str = "",
    move_href: str = "",
    warnings: Sequence[str] = (),
) -> SessionLine:
    """Show one session in its summit's zone.

    Arguments:
        href: where its page is, where the caller knows.
        move_href: where it gets another time; empty if the reader gives none.
        warnings: what to look at again.
    """
    starts, ends = session.starts_at, session.ends_at
    return SessionLine(
        href=href or reverse("summits:session", args=[session.pk]),
        title=session.title,
        times=times_of(starts, ends, summit) if starts and ends else "No time yet",
        day=day_said(starts, summit) if starts else "",
        room=_room_said(session, summit, starts),
        area=session.area_name or str(Audience(session.audience).label),
        speakers=", ".join(session.speaker_names),
        warnings=warnings,
        mine=MINE.get(getattr(session, "has_seat", None)),
        move_href=move_href,
        anchor=anchor_of(session.pk) if move_href else "",
    )


def anchor_of(pk: UUID) -> str:
    """Return the name of a session's place on the agenda's page."""
    return f"session-{pk}"


def _room_said(session: Slot | Session, summit: Summit, starts: datetime | None) -> str:
    if starts and summit.is_virtual:
        return "Virtual"
    return session.room_name


def addresses_of(name: str) -> Callable[[UUID], str]:
    """Return what writes the address of one of many sessions: Django makes one, from which the others follow."""
    before, after = address(name, NOBODY).split(str(NOBODY))
    return lambda pk: f"{before}{pk}{after}"
