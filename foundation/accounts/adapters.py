"""How the portal configures django-allauth: no sign-up, mail by outbox, encrypted secrets."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from foundation.accounts import encryption, factors, limits, links
from foundation.accounts.models import User
from foundation.audit.origin import client_ip
from foundation.ui.navigation import named

WAYS_TO_CONFIRM = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # -- allauth ships no types
    """Accounts come from invitations and from administrators only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Incorrect email address or password. Try again, or reset your password.",
        "enter_current_password": "Incorrect password. Enter the one you sign in with now.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up to everyone."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Skip the check for five minutes after signing in: the password was only just given."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return My account: allauth would show the empty form again."""
        return named("dashboards:account") or "/"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client address that the rest of the portal counts and logs."""
        return client_ip(request) or "none"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check the password, unless too many wrong ones were tried before."""
        user = request.user
        account = user.email if isinstance(user, User) else str(credentials.get("email", ""))
        attempt = limits.begin(request, limits.PASSWORD, account)
        found: User | None = super().authenticate(request, **credentials)
        if found:
            attempt.succeeded()
        return found

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Name the ways to confirm one's identity as our pages do."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS_TO_CONFIRM[way["id"]]} for way in ways]

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the outbox, so that known and unknown addresses take the same time."""
        links.send_password_link(user)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        """Mail a person that their password or second factor changed."""
        links.send_security_notice(user, template_prefix.rpartition("/")[2])


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # -- allauth ships no types
    """Encrypts stored authenticator secrets with a key derived from SECRET_KEY.

    Passkeys belong to the host of PUBLIC_BASE_URL, whatever a request's Host header says.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Incorrect code. Enter the one your app shows now. A recovery code works only once.",
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the host a passkey is made for; changing the host invalidates every passkey."""
        host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
        return {"id": host, "name": "PSP Portal"}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 -- allauth's name
        """Return a name for a passkey that its owner left unnamed."""
        return f"Passkey {len(factors.of(user.pk).passkeys) + 1}"

    def encrypt(self, text: str) -> str:
        """Return the text encrypted, for storage."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the stored text decrypted."""
        return encryption.decrypt(encrypted_text)
