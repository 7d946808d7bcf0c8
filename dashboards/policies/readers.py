"""Classify a reader by their roles."""

from foundation.accounts.actors import Actor
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP


def only_site(actor: Actor) -> int | None:
    """Return the id of the only site of executive leadership; None for everyone else."""
    if actor.staff_role or actor.organizations or len(actor.powers) != 1:
        return None
    [(pk, held)] = actor.powers.items()
    return pk if held == EXECUTIVE_LEADERSHIP.permissions else None
