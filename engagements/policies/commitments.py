"""Decide who keeps a site's commitments that were made without a request."""

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P


def can_keep_commitments(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may add a site's commitments and change anyone's."""
    return actor.user_id is not None and actor.may(P.COMMITMENT_KEEP, at=site_id)


def can_change_commitment(actor: Actor, commitment: Commitment) -> bool:
    """Return whether the actor may mark it as done or give it a new date: its owner, or who keeps the site's."""
    is_owner = commitment.owner_id is not None and commitment.owner_id == actor.user_id
    keeps = can_keep_commitments(actor, commitment.site_id)
    return keeps or (is_owner and actor.may(P.SITE_VIEW, at=commitment.site_id))
