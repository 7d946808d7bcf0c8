"""Decide who may log, change and discard an engagement update."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from liaisons.models import EngagementUpdate


def can_log(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may log updates at the site, as its Strategic Site Liaison."""
    return actor.may(P.UPDATE_LOG, at=site_id)


def is_author(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor wrote it; jobs never write updates."""
    return actor.user_id is not None and actor.user_id == update.author_id


def can_revise(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor may continue a draft: its author, while liaison there."""
    return update.is_draft and is_author(actor, update) and can_log(actor, update.site_id)


def can_correct(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor may correct a submitted update: its author, while liaison there."""
    return not update.is_draft and is_author(actor, update) and can_log(actor, update.site_id)
