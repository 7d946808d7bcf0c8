"""What the portal asks of django-allauth: nobody signs up, secrets are encrypted."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator secrets at rest are encrypted with a key derived from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """Text as it is stored."""
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Text as it is used."""
        return self._fernet().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _fernet() -> Fernet:
        digest = hashlib.sha256(b"psp-portal-mfa" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))
