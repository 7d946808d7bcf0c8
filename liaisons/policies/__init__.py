"""Decide who may log, change and drop an engagement update."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from liaisons.models import EngagementUpdate


def can_log(actor: Actor, site_id: int) -> bool:
    """Return the site's Strategic Site Liaison."""
    return actor.may(P.UPDATE_LOG, at=site_id)


def is_author(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor wrote it; jobs have written nothing."""
    return actor.user_id is not None and actor.user_id == update.author_id


def can_revise(actor: Actor, update: EngagementUpdate) -> bool:
    """A draft is continued by its author, as long as the author is liaison there."""
    return update.is_draft and is_author(actor, update) and can_log(actor, update.site_id)


def can_correct(actor: Actor, update: EngagementUpdate) -> bool:
    """A submitted update is corrected by its author, as long as the author is liaison there."""
    return not update.is_draft and is_author(actor, update) and can_log(actor, update.site_id)
