"""The person a session belongs to: allauth's own answer, with the organization in the same query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from foundation.accounts.models import User


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]  # -- allauth ships no types
    """Log-in by e-mail and password, as django-allauth does it."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person, if still active; what their organization is decides what they may do."""
        user = User.objects.select_related("organization").filter(pk=user_id).first()
        return user if user and user.is_active else None
