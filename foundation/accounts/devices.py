"""The cookie by which an account recognizes a browser that has signed in to it.

It holds a random text with our signature and grants no access. A browser without it, or with one
that the account does not know (any more), is treated like any other.
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
    """Return the digest of the browser's cookie; empty if it has none of ours."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFE)
    return _digest(text) if text else ""


def give(request: HttpRequest) -> str:
    """Set the cookie on the response, with its present text or new; return the text's digest."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFE)
    text = text or secrets.token_urlsafe(24)
    setattr(request, _OUT, text)
    return _digest(text)


def send(request: HttpRequest, response: HttpResponseBase) -> None:
    """Add the cookie to the response, if ``give`` was called for this request."""
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
