"""The session's guard: a second factor used in this session, and the time it was last used."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from foundation.calendars import clock

TOUCH_SECONDS = 60
OPEN_PREFIXES = ("/accounts/", "/static/")


class SecondFactorMiddleware:
    """Where PSP_REQUIRE_MFA is on, a signed-in person goes no further without a second factor.

    Enrolled is not enough: the factor must have been used in this session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send the person to the authenticator first; keep the session's time otherwise."""
        if request.user.is_authenticated:
            touch(request)
            if (
                settings.PSP_REQUIRE_MFA
                and not request.path.startswith(OPEN_PREFIXES)
                and not used_second_factor(request)
            ):
                return redirect(f"{reverse('mfa_activate_totp')}?next={request.get_full_path()}")
        return self.get_response(request)


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session was authenticated with an authenticator or a recovery code."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request))


def touch(request: HttpRequest) -> None:
    """Store the time of use at most once a minute: reads do not write otherwise."""
    now = int(clock.now().timestamp())
    if now - request.session.get("used_at", 0) >= TOUCH_SECONDS:
        request.session["used_at"] = now
