"""Decide who keeps a site's commitments that were made without a request."""

from engagements.models import Commitment
from engagements.querysets.owners import acts_as_owner
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P


def can_keep_commitments(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may add a site's commitments and change anyone's."""
    return actor.user_id is not None and actor.may(P.COMMITMENT_KEEP, at=site_id)


def can_change_commitment(actor: Actor, commitment: Commitment) -> bool:
    """Return whether the actor may mark it as done or give it a new date: its owner, who stands in for them, or a keeper."""
    site_id = commitment.site_id
    if can_keep_commitments(actor, site_id):
        return True
    sees = actor.may(P.SITE_VIEW, at=site_id)
    return sees and acts_as_owner(actor.user_id, commitment.owner_id, site_id)
