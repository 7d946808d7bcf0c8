"""Session notes as lines, and the page of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates
from foundation.ui.types import Link
from summits.models import NOTE, SessionNote
from summits.policies import can_change_note, can_write_notes
from summits.querysets.followups import Led


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note in a list, with what came of it."""

    href: str
    site: str
    session: str
    session_href: str
    text: str
    by: str
    state: str
    glyph: str
    led: Sequence[Led]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesOn:
    """The notes on a session that its reader sees, and whether they may write one."""

    lines: Sequence[NoteLine]
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """Everything the page of a note shows."""

    line: NoteLine
    actions: Sequence[Link]
    change_href: str
    settle: str
    wanted: str


def lines_of(
    notes: Iterable[SessionNote], led: Mapping[UUID | None, Sequence[Led]], zone: str
) -> list[NoteLine]:
    """Show notes, each with what came of it."""
    return [line_of(note, led.get(note.pk, ()), zone) for note in notes]


def line_of(note: SessionNote, led: Sequence[Led], zone: str) -> NoteLine:
    """Show one note.

    Arguments:
        zone: the reader's time zone.
    """
    state, glyph = _state_of(note, led)
    return NoteLine(
        href=note.get_absolute_url(),
        site=note.site.name,
        session=note.session.title,
        session_href=reverse("summits:session", args=[note.session_id]),
        text=note.text,
        by=f"{note.author.name}, {dates.when(note.made_at, zone)}",
        state=state,
        glyph=glyph,
        led=led,
    )


def page_of(note: SessionNote, led: Sequence[Led], actor: Actor, *, may_ask: bool) -> NotePage:
    """Show a note with what its reader may do with it; ``may_ask``: whether that is to ask for help for its site."""
    origin, site = f"{NOTE}:{note.pk}", note.site_id
    actions = []
    if may_ask:
        actions.append(Link("Request help", reverse("tta_requests:new", query={"origin": origin})))
    if actor.may(P.COMMITMENT_KEEP, at=site):
        href = reverse("engagements:add-commitment", query={"origin": origin})
        actions.append(Link("Add a commitment", href))
    may_write = can_write_notes(actor, site)
    is_settled = note.settled_at is not None
    return NotePage(
        line=line_of(note, led, actor.time_zone),
        actions=actions,
        change_href=reverse("summits:change-note", args=[note.pk])
        if can_change_note(actor, note)
        else "",
        settle=("Reopen note" if is_settled else "No action needed") if may_write else "",
        wanted="reopen" if is_settled else "settle",
    )


def _state_of(note: SessionNote, led: Sequence[Led]) -> tuple[str, str]:
    if any(each.is_open for each in led):
        return "In progress", "on-time"
    if led:
        return "Done", "met"
    if note.settled_at:
        return "No action needed", "met"
    return "No follow-up yet", "at-risk"
