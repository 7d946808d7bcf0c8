"""People who are named by their email address."""

from collections.abc import Iterable

from foundation.accounts.models import User
from foundation.workflow import folds


def addressed_among(people: Iterable[int], email: str) -> User | None:
    """Find who of some people signs in with an email address; None if none of them does."""
    return User.objects.filter(pk__in=list(people), email=folds.address(email)).first()
