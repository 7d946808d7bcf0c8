"""Who may do what with a request."""

from foundation.accounts.actors import Powers
from foundation.accounts.models import User


def powers_of(user: User) -> Powers:
    """What a provider's people may do with what was shared with their organization."""
    return Powers()
