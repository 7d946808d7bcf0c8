"""Decide who may log, change and discard an engagement update."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from liaisons.enums import REVIEW
from liaisons.errors import NotYours, OwnUpdate
from liaisons.models import EngagementUpdate
from sites.querysets import BACKUP_ROLES


def can_log(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may log updates at the site, as its Strategic Site Liaison."""
    return actor.may(P.UPDATE_LOG, at=site_id)


def can_manage_leave(actor: Actor) -> bool:
    """Return whether the actor may record leave for liaisons, as who manages teams may."""
    return P.TEAM_MANAGE in actor.everywhere


def can_plan_leave(actor: Actor) -> bool:
    """Return whether the actor has leave to plan: a liaison's own, or as a manager for them."""
    return actor.may_anywhere(P.UPDATE_LOG) or can_manage_leave(actor)


def sees_leave(actor: Actor) -> bool:
    """Return whether the actor has a page of leave: to plan it, or because they can be asked to stand in."""
    return can_plan_leave(actor) or actor.staff_role in BACKUP_ROLES


def is_author(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor wrote it; jobs never write updates."""
    return actor.user_id is not None and actor.user_id == update.author_id


def can_revise(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor may continue a draft: its author, while liaison there."""
    return update.is_draft and is_author(actor, update) and can_log(actor, update.site_id)


def can_correct(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor may correct a submitted update: its author, while liaison there."""
    return not update.is_draft and is_author(actor, update) and can_log(actor, update.site_id)


def can_review(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor may review it now: a Program Manager or coordinator, never its author."""
    return any(row.name == "review" for row in REVIEW.available(update, actor))


def can_return(actor: Actor, update: EngagementUpdate) -> bool:
    """Return whether the actor may return it to its author now, which is once for each submission."""
    return any(row.name == "return" for row in REVIEW.available(update, actor))


def wrote_it(actor: Actor, update: EngagementUpdate) -> bool | str:
    """Return whether the actor wrote the update, which only its author submits."""
    return is_author(actor, update) or str(NotYours.message)


def did_not_write_it(actor: Actor, update: EngagementUpdate) -> bool | str:
    """Return whether somebody else wrote the update: no one reviews their own."""
    return not is_author(actor, update) or str(OwnUpdate.message)
