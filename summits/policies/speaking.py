"""Decide what speakers change of themselves and of their own sessions, and until when."""

from foundation.accounts.actors import Actor
from summits.enums import State
from summits.models import Session, Speaker, Summit
from summits.policies.feedback import is_speaker
from summits.policies.materials import speaks_in

# Until the agenda is locked; unlocking it opens them again.
PREPARING = (State.PLANNED, State.APPROVED, State.REGISTRATION_OPEN)


def is_preparing(summit: Summit) -> bool:
    """Return whether the agenda isn't locked yet."""
    return summit.status in PREPARING


def can_change_profile(actor: Actor, speaker: Speaker) -> bool:
    """Return whether the actor is this speaker, has the speaker role, and the agenda isn't locked."""
    is_own = actor.user_id is not None and speaker.person_id == actor.user_id
    return is_own and is_preparing(speaker.summit) and is_speaker(actor, speaker.summit)


def can_describe(actor: Actor, session: Session) -> bool:
    """Return whether the actor speaks in the session by role and name, and the agenda isn't locked."""
    return is_preparing(session.summit) and speaks_in(actor, session)
