"""Classify a reader by their roles."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP


def only_site(actor: Actor) -> int | None:
    """Return the id of the only site of executive leadership; None for everyone else."""
    if actor.staff_role or actor.organizations or len(actor.powers) != 1:
        return None
    [(pk, held)] = actor.powers.items()
    return pk if held == EXECUTIVE_LEADERSHIP.permissions else None


def reads_requests(actor: Actor) -> bool:
    """Return whether there are requests the actor sees whole: of sites, or worked on."""
    return actor.sites_for(P.REQUEST_VIEW) != frozenset() or P.OFFER_VIEW in actor.elsewhere
