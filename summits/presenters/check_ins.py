"""The check-in: who is looked for, who is there already, and how many came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import segno
from django.urls import reverse

from foundation.calendars.days import ONE_DAY, end_of
from foundation.ui import dates
from summits import policies
from summits.enums import Kind, Registered
from summits.models import CheckIn, Registration, Session, Summit


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person who was found.

    Attributes:
        who: the name.
        about: as what they come, and for which site.
        said: what is in the way, or when they arrived; empty if they can be checked in.
        arrive: where the button leads that checks them in; empty if there is none.
        undo: where a mistake is taken back; empty if they aren't checked in.
        is_federal: whether they are on no paper.
    """

    who: str
    about: str
    said: str
    arrive: str
    undo: str
    is_federal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCount:
    """How many people came to a session."""

    title: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """What the page of a door shows.

    Attributes:
        text: what was searched for.
        is_too_short: whether that is too little to search for.
        lines: who was found.
        has_more: whether more people were found than are shown.
        here: how many are checked in at this door.
        expected: how many have a confirmed place, and so come to the door.
        counts: how many people came to each session.
    """

    text: str
    is_too_short: bool
    lines: Sequence[PersonLine]
    has_more: bool
    here: int
    expected: int
    counts: Sequence[SessionCount]


def lines_of(
    found: Iterable[Registration], arrived: Iterable[CheckIn], summit: Summit
) -> list[PersonLine]:
    """Show people in the order they were found, with what can be done for each."""
    there = {each.registration_id: each for each in arrived}
    return [line_of(each, there.get(each.pk), summit) for each in found]


def line_of(registration: Registration, done: CheckIn | None, summit: Summit) -> PersonLine:
    """Show one person."""
    may_arrive = policies.can_arrive(registration)
    return PersonLine(
        who=registration.name,
        about=about(registration),
        said=_said(registration, done, summit),
        arrive=reverse("summits:check-in-person", args=[registration.pk])
        if may_arrive and done is None
        else "",
        undo=reverse("summits:undo-check-in", args=[done.pk]) if done is not None else "",
        is_federal=registration.kind == Kind.FEDERAL,
    )


def about(registration: Registration) -> str:
    """Say as what a person comes, and for which site."""
    kind = registration.get_kind_display()
    return f"{kind}, {registration.site.name}" if registration.site else kind


def cards_of(found: Iterable[Registration], arrived: Iterable[CheckIn]) -> list[dict[str, Any]]:
    """Return people as a phone keeps them: a name, a code, and when they arrived at which door."""
    there: dict[UUID, dict[str, str]] = {}
    for each in arrived:
        times = there.setdefault(each.registration_id, {})
        times[str(each.session_id or "")] = each.at.isoformat()
    return [
        {
            "id": str(each.pk),
            "name": each.name,
            "about": about(each),
            "code": each.check_in_code,
            "refusal": in_the_way(each),
            "there": there.get(each.pk, {}),
        }
        for each in found
    ]


def kept_until(summit: Summit) -> str:
    """Return until when a phone keeps what it needs without a signal: a day after the summit, as an instant."""
    last = summit.ends_on or summit.starts_on
    return (end_of(last, summit.time_zone) + ONE_DAY).isoformat()


def counts_of(
    sessions: Iterable[Session], people: Mapping[UUID | None, int]
) -> Sequence[SessionCount]:
    """Show how many people came to each session that has a time, in order."""
    return [SessionCount(title=each.title, people=people.get(each.pk, 0)) for each in sessions]


def code_of(address: str) -> str:
    """Draw a check-in code: an address that a phone's camera opens, as an SVG picture without styles of its own."""
    drawn: str = segno.make_qr(address, error="m").svg_inline(
        omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return drawn


def time_at(at: datetime, summit: Summit) -> str:
    """Say a time of day where the summit is."""
    return dates.time_of_day(at.astimezone(ZoneInfo(summit.time_zone)))


def _said(registration: Registration, done: CheckIn | None, summit: Summit) -> str:
    if done is not None:
        day = dates.day(done.at.astimezone(ZoneInfo(summit.time_zone)).date())
        by = f" by {done.recorded_by.name}" if done.recorded_by else ""
        return f"Checked in {day} at {time_at(done.at, summit)}{by}"
    return in_the_way(registration)


def in_the_way(registration: Registration) -> str:
    """Say why a person can't be checked in; empty if they can."""
    if policies.can_arrive(registration):
        return ""
    if registration.state == Registered.CONFIRMED:
        return "No place: registered virtually"
    if registration.state == Registered.WAIT_LISTED:
        return f"No place: number {registration.wait_number} on the wait-list"
    return f"No place: {registration.get_state_display().lower()}"
