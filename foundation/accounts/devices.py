"""The cookie by which a browser is known to the accounts it has signed in to.

It holds a random text under our signature and opens nothing. A browser without it, or with one that the
account does not know (any more), is treated like any other.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

COOKIE = "psp_device"
SALT = "accounts.device"
LIFE = timedelta(days=90)
_OUT = "device_cookie"


def digest_of(request: HttpRequest) -> str:
    """Return the digest of the browser's text; empty where it has none of ours."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFE)
    return _digest(text) if text else ""


def give(request: HttpRequest) -> str:
    """Have the answer carry the cookie, with the text it had or a new one; return the text's digest."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFE)
    text = text or secrets.token_urlsafe(24)
    setattr(request, _OUT, text)
    return _digest(text)


def send(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put the cookie on the answer, where something asked for it."""
    text = getattr(request, _OUT, "")
    if text:
        response.set_signed_cookie(
            COOKIE,
            text,
            salt=SALT,
            max_age=LIFE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
