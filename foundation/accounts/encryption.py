"""Secrets at rest, encrypted with a key derived from SECRET_KEY; keys of before still decrypt."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """Return the text as it is stored, under the key in force."""
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the text as it is used.

    Raises:
        InvalidToken: when neither the key in force nor one of before made it.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_fernet(key) for key in keys]).decrypt(stored.encode()).decode()


def is_current(stored: str) -> bool:
    """Return whether the key in force made it."""
    try:
        _fernet(settings.SECRET_KEY).decrypt(stored.encode())
    except InvalidToken:
        return False
    return True


def _fernet(key: str) -> Fernet:
    digest = hashlib.sha256(b"psp-portal-mfa" + key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
