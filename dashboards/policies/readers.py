"""What kind of reader somebody is."""

from foundation.accounts.actors import Actor
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP


def only_site(actor: Actor) -> int | None:
    """The one site of who comes only to read about it: executive leadership; None for everybody else."""
    if actor.staff_role or actor.organizations or len(actor.powers) != 1:
        return None
    [(pk, held)] = actor.powers.items()
    return pk if held == EXECUTIVE_LEADERSHIP.permissions else None
