"""Decide who keeps a site's commitments that were made without a request."""

from engagements.models import Commitment
from engagements.querysets.owners import Duty
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock


def can_keep_commitments(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may add a site's commitments and change anyone's."""
    return actor.user_id is not None and actor.may(P.COMMITMENT_KEEP, at=site_id)


def can_remind(actor: Actor, commitment: Commitment) -> bool:
    """Return whether the actor may send its owner a reminder now: who keeps the site's, while it is somebody else's."""
    is_theirs = commitment.owner_id not in {None, actor.user_id}
    is_ours = commitment.is_open and commitment.request_id is None
    return is_theirs and is_ours and can_keep_commitments(actor, commitment.site_id)


def can_change_commitment(actor: Actor, commitment: Commitment, duty: Duty | None = None) -> bool:
    """Return whether the actor may mark it as done or give it a new date: its owner, who stands in for them, or a keeper.

    Arguments:
        duty: whose work the actor does now, which a list reads once.
    """
    site_id = commitment.site_id
    if can_keep_commitments(actor, site_id):
        return True
    duty = duty or Duty(actor.user_id, clock.now())
    return actor.may(P.SITE_VIEW, at=site_id) and duty.includes(commitment.owner_id, site_id)
