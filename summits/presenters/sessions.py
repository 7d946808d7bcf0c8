"""The page of one session."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from summits.models import Session
from summits.policies import can_choose, can_organize
from summits.presenters.agenda import SessionLine, line_of, readers_zone_said
from summits.presenters.feedback import FeedbackLinks
from summits.presenters.materials import MaterialGroup
from summits.presenters.notes import NotesOn


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """Everything a session's page shows besides its own fields."""

    line: SessionLine
    speakers: Sequence[tuple[str, str, str]]
    speaking_href: str
    readers_zone: str
    is_chosen: bool
    may_choose: bool
    may_organize: bool
    noted: NotesOn
    feedback: FeedbackLinks
    materials: MaterialGroup


def page_of(
    session: Session,
    actor: Actor,
    *,
    is_chosen: bool,
    noted: NotesOn,
    feedback: FeedbackLinks,
    materials: MaterialGroup,
    is_own: bool,
) -> SessionPage:
    """Show a session with what its reader may do with it.

    Arguments:
        is_chosen: whether it is in the reader's agenda.
        noted: the notes of the reader's sites.
        feedback: where the reader answers, and reads what others answered.
        materials: the session's files and links.
        is_own: whether the reader speaks in it.
    """
    summit = session.summit
    return SessionPage(
        line=line_of(session, summit),
        speakers=[
            (each.name, each.position, each.biography)
            for each in session.speakers.all()
            if each.position or each.biography
        ],
        speaking_href=reverse("summits:speaking", args=[summit.slug]) if is_own else "",
        readers_zone=readers_zone_said(summit, actor.time_zone),
        is_chosen=is_chosen,
        may_choose=can_choose(actor, summit) and not session.during.isempty,
        may_organize=can_organize(actor, summit) and not summit.is_over,
        noted=noted,
        feedback=feedback,
        materials=materials,
    )
