"""Decide about what feedback can be given now, and who reads its results."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from summits.enums import GrantRole, State
from summits.enums.feedback import ANSWERED
from summits.models import Grant, Session, Summit
from summits.policies.summits import can_organize
from summits.querysets import notices
from summits.querysets.feedback import attended


def takes_feedback(summit: Summit, session: Session | None = None) -> bool:
    """Return whether answers are taken now: on a session once it has ended, on the whole summit in its wrap-up."""
    if session is None:
        return summit.status == State.WRAP_UP
    has_ended = session.ends_at is not None and session.ends_at <= clock.now()
    return summit.status in ANSWERED and has_ended


def is_asked(actor: Actor, summit: Summit, session: Session | None = None) -> bool:
    """Return whether the actor is offered the form now: it is open, valid, and they were there."""
    is_open = actor.user_id is not None and takes_feedback(summit, session)
    return is_open and asks_feedback(actor, summit)


def asks_feedback(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor is offered the form for sessions of the summit that are over."""
    return (
        summit.status in ANSWERED
        and notices.notice_of(notices.FEEDBACK) is not None
        and attended(actor, summit.pk) is not None
    )


def has_feedback(summit: Summit) -> bool:
    """Return whether its page says anything of feedback: from its first day on."""
    return not summit.is_imported and summit.status in (*ANSWERED, State.ARCHIVED)


def is_speaker(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor has the speaker role at this summit now."""
    return Grant.objects.held_by(actor, summit.pk, GrantRole.SPEAKER, clock.now())


def can_read_results(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor reads results: of everything as an organizer, of their own sessions as a speaker."""
    return has_feedback(summit) and (can_organize(actor, summit) or is_speaker(actor, summit))
