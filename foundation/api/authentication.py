"""Find the caller of the API: the owner of a token, or of a session with its CSRF token."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from foundation.accounts import factors
from foundation.accounts.models import User
from foundation.api.actions import find_token
from foundation.api.models import AccessToken
from foundation.calendars import clock

SCHEME = "bearer"
_SHAPE = re.compile(r"[\w-]{16,128}", re.ASCII)


class Unknown(AuthenticationFailed):
    """A token that grants no access; the reason is given only when it has expired."""

    says = "This token is unknown, revoked, or expired. Create a new one under My account."


class NoFactor(AuthenticationFailed):
    """A token created without a second factor where one is required."""

    says = (
        "This portal requires a second factor. Sign in with yours, then create a new token under "
        "My account."
    )


class NoCsrfToken(PermissionDenied):
    """A session without its CSRF token: perhaps another site's page sent the call."""

    says = "If you use a session, send its CSRF token as X-CSRFToken. If you use an API token, don't send a session cookie."


def token_of(request: HttpRequest) -> AccessToken | None:
    """Return the token a call carries; None when it carries none.

    A token acts as its owner, with the owner's permissions at that moment. Where a second factor is
    required, a token made without one grants no access, nor does any token of an owner who no
    longer has one.

    Raises:
        Unknown: when the token is not known, revoked or expired, or its owner was deactivated.
        NoFactor: when a second factor is required and missing.
    """
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME:
        return None
    token = find_token(text) if _SHAPE.fullmatch(text) else None
    if token is None or token.expiry <= clock.now() or not token.user.is_active:
        raise Unknown
    if settings.PSP_REQUIRE_MFA and not (
        token.with_factor and factors.kinds_of(token.user_id) & factors.SECOND
    ):
        raise NoFactor
    return token


class Bearer(BaseAuthentication):
    """Hands on the token the middleware found, as the actor is set before any resource runs."""

    def authenticate(self, request: Any) -> tuple[User, AccessToken] | None:
        """Return the owner and the token, or None without a token."""
        token = getattr(request, "access_token", None)
        return (token.user, token) if token is not None else None

    def authenticate_header(self, request: Any) -> str:
        """Return the challenge that a 401 response carries."""
        return 'Bearer realm="PSP Portal"'


class PortalSession(SessionAuthentication):
    """A signed-in browser; a call that changes something must carry the CSRF token."""

    def enforce_csrf(self, request: Any) -> None:
        """Refuse a call without the CSRF token.

        Raises:
            NoCsrfToken: with a sentence in place of Django's reason.
        """
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise NoCsrfToken from None
