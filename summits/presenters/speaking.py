"""A speaker's own page: what is said of them, and their sessions with times and rooms."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.ui.types import Link
from summits.enums import Equipment, State
from summits.models import Session, Speaker, Summit
from summits.policies import is_preparing
from summits.presenters.session_lines import SessionLine, line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """A session of the speaker's, with what they may do with it."""

    line: SessionLine
    needs: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnName:
    """A name under which the reader speaks, and what is said of them there."""

    facts: Sequence[tuple[str, str]]
    biography: str
    change_href: str
    change_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingPage:
    """Everything the page shows."""

    note: str
    names: Sequence[OwnName]
    sessions: Sequence[OwnSession]


def page_of(
    summit: Summit, speakers: Sequence[Speaker], sessions: Sequence[Session], *, takes_files: bool
) -> SpeakingPage:
    """Show a speaker themselves, and their own sessions in order of time.

    Arguments:
        speakers: as whom the sessions name the reader; none until an organizer has linked the account.
        takes_files: whether files and links can be added.
    """
    may_change = is_preparing(summit)
    return SpeakingPage(
        note=_note(summit),
        names=[
            _name(each, may_change=may_change, is_one_of_many=len(speakers) > 1)
            for each in speakers
        ],
        sessions=[
            _session(each, may_change=may_change, takes_files=takes_files) for each in sessions
        ],
    )


def _note(summit: Summit) -> str:
    if is_preparing(summit):
        return "You can change this until the agenda is locked. The organizers are notified."
    if summit.status == State.CANCELED:
        return "The summit is canceled."
    said = "The summit is over." if summit.is_over else "The agenda is locked."
    return f"{said} To change something, ask an organizer."


def _name(speaker: Speaker, *, may_change: bool, is_one_of_many: bool) -> OwnName:
    href = reverse("summits:change-profile", args=[speaker.pk]) if may_change else ""
    return OwnName(
        facts=[("Name", speaker.name), ("Position and agency", speaker.position or "Not given")],
        biography=speaker.biography,
        change_href=href,
        change_label=f"Change biography of {speaker.name}"
        if is_one_of_many
        else "Change biography",
    )


def _session(session: Session, *, may_change: bool, takes_files: bool) -> OwnSession:
    pk = [session.pk]
    links = []
    if may_change:
        links.append(Link("Change description", reverse("summits:describe-session", args=pk)))
    if takes_files:
        links.append(Link("Attach file", reverse("summits:add-session-file", args=pk)))
        links.append(Link("Add link", reverse("summits:add-session-link", args=pk)))
    return OwnSession(
        line=line_of(session, session.summit),
        needs=", ".join(str(Equipment(each).label) for each in session.needs) or "None",
        links=links,
    )
