"""The page of one session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from summits.models import Choice, Registration, Session
from summits.policies import can_choose, can_organize, comes_only_virtually, needs_coming
from summits.presenters.agenda import readers_zone_said
from summits.presenters.choices import Seatless, choosing_of, mine_of, seatless_of
from summits.presenters.feedback import FeedbackLinks
from summits.presenters.materials import MaterialGroup
from summits.presenters.notes import NotesOn
from summits.presenters.session_lines import SessionLine, line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """Everything a session's page shows besides its own fields."""

    line: SessionLine
    speakers: Sequence[tuple[str, str, str]]
    speaking_href: str
    readers_zone: str
    mine: tuple[str, str] | None
    choosing: str
    seatless: Seatless | None
    may_organize: bool
    noted: NotesOn
    feedback: FeedbackLinks
    materials: MaterialGroup


def page_of(
    session: Session,
    actor: Actor,
    *,
    choice: Choice | None,
    registered: Collection[Registration],
    noted: NotesOn,
    feedback: FeedbackLinks,
    materials: MaterialGroup,
    is_own: bool,
) -> SessionPage:
    """Show a session with what its reader may do with it.

    Arguments:
        choice: the reader's own, if the session is in their agenda.
        registered: the reader's own registrations, without those that ended.
        noted: the notes of the reader's sites.
        feedback: where the reader answers, and reads what others answered.
        materials: the session's files and links.
        is_own: whether the reader speaks in it.
    """
    summit = session.summit
    may_choose = can_choose(actor, summit) and not session.during.isempty
    gets_seat = not (needs_coming(session) and comes_only_virtually(registered))
    return SessionPage(
        line=line_of(session, summit),
        speakers=[
            (each.name, each.position, each.biography)
            for each in session.speakers.all()
            if each.position or each.biography
        ],
        speaking_href=reverse("summits:speaking", args=[summit.slug]) if is_own else "",
        readers_zone=readers_zone_said(summit, actor.time_zone),
        mine=mine_of(choice) if choice else None,
        choosing=choosing_of(session, choice) if choice or (may_choose and gets_seat) else "",
        seatless=seatless_of(session, choice, registered) if may_choose else None,
        may_organize=can_organize(actor, summit) and not summit.is_over,
        noted=noted,
        feedback=feedback,
        materials=materials,
    )
