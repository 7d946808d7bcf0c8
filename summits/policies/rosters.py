"""Decide who reads the roster of a summit, and whose addresses are on it."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from summits.models import Summit
from summits.policies.summits import can_organize


def can_read_roster(actor: Actor, summit: Summit) -> bool:
    """Return whether the actor reads a roster: organizers, and whoever chooses a site's delegates."""
    return can_organize(actor, summit) or actor.may_anywhere(P.DELEGATION_NOMINATE)


def rostered_sites(actor: Actor, summit: Summit) -> frozenset[int] | None:
    """Return the ids of the sites whose people are on the actor's roster; ``None`` is everyone."""
    if can_organize(actor, summit):
        return None
    return actor.sites_for(P.DELEGATION_NOMINATE) or frozenset()


def can_read_addresses(actor: Actor, summit: Summit) -> bool:
    """Return whether email addresses are on the actor's roster: only on an organizer's."""
    return can_organize(actor, summit)
