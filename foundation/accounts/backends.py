"""The authentication backend: allauth's, with the organization loaded in the same query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from foundation.accounts.models import User


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]  # -- allauth ships no types
    """Sign-in by email and password, as django-allauth does it."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person if still active, with the organization that decides their access."""
        user = User.objects.select_related("organization").filter(pk=user_id).first()
        return user if user and user.is_active else None
