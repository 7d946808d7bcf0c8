"""A person's own agenda of a summit: what they chose, and what changed of it or begins soon."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from foundation.calendars import clock
from foundation.ui.types import Link
from summits.enums import State
from summits.models import Choice, Registration, Session, Summit
from summits.policies import can_attend, comes_only_virtually, is_full, needs_coming
from summits.presenters.agenda import readers_zone_said, zone_said
from summits.presenters.check_ins import kept_until
from summits.presenters.days import local
from summits.presenters.session_lines import MINE, SessionLine, line_of

SOON = timedelta(hours=1)
SEATS = (
    "Seats in this room are for people who come in person. To get one, change how you take part."
)


class Standing(NamedTuple):
    """How far a chosen session is: over, on now, or soon, with what changed; ``said`` is empty for a later one."""

    glyph: str = ""
    said: str = ""
    is_next: bool = False
    is_over: bool = False
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenLine:
    """A session that a person chose.

    Attributes:
        note_href: where the person writes a note on it; empty if they don't now.
        attend_href: where the person checks themselves in; empty if they don't now.
        waiting: where a person who waits for a seat leaves the wait-list, and sees what else is on; empty with a seat.
    """

    pk: UUID
    line: SessionLine
    standing: Standing
    note_href: str
    attend_href: str
    waiting: Sequence[Link]

    @property
    def anchor(self) -> str:
        """The name of its day in the page's address."""
        return self.line.day.replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class MyAgendaPage:
    """What the page shows beside the sessions.

    Attributes:
        days: the links to the days of what was chosen; none where it is all on one day.
        is_changed: whether a room changed since the person last looked.
        until: until when a phone keeps the page for places without a signal.
    """

    zone: str
    readers_zone: str
    days: Sequence[tuple[str, str, bool]]
    is_changed: bool
    until: str


def page_of(summit: Summit, lines: Iterable[ChosenLine], readers_zone: str) -> MyAgendaPage:
    """Show what the page says of these sessions as a whole.

    Arguments:
        readers_zone: the person's time zone.
    """
    found = list(lines)
    days = dict.fromkeys((each.line.day, f"#{each.anchor}", False) for each in found if each.anchor)
    return MyAgendaPage(
        zone=zone_said(summit),
        readers_zone=readers_zone_said(summit, readers_zone),
        days=list(days) if len(days) > 1 else [],
        is_changed=any(each.standing.is_changed for each in found),
        until=kept_until(summit),
    )


def mine_of(choice: Choice) -> tuple[str, str]:
    """Return the glyph and words of a chosen session: a seat, or a number on the wait-list."""
    if choice.has_seat:
        return MINE[True]
    glyph, said = MINE[False]
    return glyph, f"{said}, number {choice.wait_number}"


def choosing_of(session: Session, choice: Choice | None) -> str:
    """Return the words on the button with which a person chooses a session, or gives it up.

    Arguments:
        choice: the person's own, if they chose it.
    """
    if choice is None:
        return "Join the wait-list" if is_full(session) else "Choose session"
    return "Give up seat" if choice.has_seat else "Leave the wait-list"


def done_of(choice: Choice) -> str:
    """Say what came of choosing a session."""
    if choice.has_seat:
        return "Session added to your agenda."
    return (
        f"Every seat is taken. You're on the wait-list, number {choice.wait_number}. "
        "If a seat opens, it's yours."
    )


def lines_of(
    choices: Iterable[Choice],
    summit: Summit,
    *,
    came: Collection[UUID | None],
    may_note: bool,
    registration: Registration | None,
) -> list[ChosenLine]:
    """Show what a person chose, in order of time.

    Arguments:
        came: the sessions at which the person was checked in; None is the summit's door.
        may_note: whether the person writes notes on sessions now.
        registration: the person's own, if it is confirmed.
    """
    now = clock.now()
    found = sorted(choices, key=lambda each: (each.session.during.isempty, each.session.starts_at))
    is_canceled = summit.status == State.CANCELED
    lines = []
    for each in found:
        pk = each.session_id
        standing = Standing() if is_canceled else _standing(each, now, is_there=pk in came)
        has_begun = standing.is_next or standing.is_over
        lines.append(
            ChosenLine(
                pk=pk,
                line=line_of(each.session, summit),
                standing=standing,
                note_href=reverse("summits:add-note", args=[pk]) if may_note and has_begun else "",
                attend_href=reverse("summits:check-in-session", args=[pk])
                if registration
                and pk not in came
                and can_attend(registration, each.session, now, is_here=None in came)
                else "",
                waiting=() if each.has_seat or standing.is_over else _waiting(each),
            )
        )
    return lines


def else_on(session: Session) -> Link:
    """Return where to see the other sessions of a session's day."""
    starts, summit = session.starts_at, session.summit
    day = f"?day={local(starts, summit).date()}" if starts else ""
    return Link("See what else is on", f"{reverse('summits:agenda', args=[summit.slug])}{day}")


@dataclass(frozen=True, slots=True)
class Seatless:
    """Why a person has no seat in a session: what they can do, and where."""

    heading: str
    says: str
    link: Link


def seatless_of(
    session: Session, choice: Choice | None, registered: Collection[Registration]
) -> Seatless | None:
    """Return why a person without a seat gets none now, and what they can do; None with a seat, or where one is free.

    Arguments:
        choice: the person's own, if they chose it.
        registered: the person's own registrations, without those that ended.
    """
    if choice is not None and choice.has_seat:
        return None
    if needs_coming(session) and comes_only_virtually(registered):
        there = reverse("summits:registration", args=[next(iter(registered)).pk])
        return Seatless("You take part virtually", SEATS, Link("See my registration", there))
    if not is_full(session):
        return None
    says = (
        "Join the wait-list, or choose another session. If a seat opens, it goes to the first person who waits."
        if choice is None
        else "You're on the wait-list. If a seat opens and your number is next, it's yours."
    )
    return Seatless("Every seat is taken", says, else_on(session))


def _waiting(choice: Choice) -> list[Link]:
    leave = reverse("summits:choose-session", args=[choice.session_id])
    return [Link("Leave the wait-list", leave), else_on(choice.session)]


def _standing(choice: Choice, now: datetime, *, is_there: bool) -> Standing:
    session = choice.session
    starts, ends = session.starts_at, session.ends_at
    if starts is None or ends is None:
        return Standing("at-risk", "No longer has a time")
    if ends <= now:
        return Standing(
            "met" if is_there else "", "You were there" if is_there else "Over", is_over=True
        )
    if not choice.has_seat:
        return Standing(*mine_of(choice))
    is_next = starts - now < SOON
    if session.room and choice.room_told and choice.room_told != session.room.name:
        changed = f"Room changed: {session.room.name}, was {choice.room_told}"
        return Standing("at-risk", changed, is_next, is_changed=True)
    if is_there:
        return Standing("met", "You're checked in", is_next)
    if starts <= now:
        return Standing("on-time", "Now", is_next)
    minutes = (starts - now) // timedelta(minutes=1)
    return Standing("on-time", f"Starts in {minutes} min", is_next) if is_next else Standing()
