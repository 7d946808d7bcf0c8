"""Encrypt stored secrets with a key derived from SECRET_KEY; earlier keys still decrypt."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """Return the text encrypted with the current key, for storage."""
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the stored text decrypted.

    Raises:
        InvalidToken: when neither the current key nor an earlier one encrypted it.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_fernet(key) for key in keys]).decrypt(stored.encode()).decode()


def is_current(stored: str) -> bool:
    """Return whether the current key encrypted the text."""
    try:
        _fernet(settings.SECRET_KEY).decrypt(stored.encode())
    except InvalidToken:
        return False
    return True


def _fernet(key: str) -> Fernet:
    digest = hashlib.sha256(b"psp-portal-mfa" + key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
