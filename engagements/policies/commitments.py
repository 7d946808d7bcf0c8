"""Decide who keeps a site's commitments that were made without a request."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P


def can_keep_commitments(actor: Actor, site_id: int) -> bool:
    """Return whether the actor may add a site's commitments, mark them as done, and give them new dates."""
    return actor.user_id is not None and actor.may(P.COMMITMENT_KEEP, at=site_id)
