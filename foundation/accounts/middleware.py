"""Middleware that requires a second factor, gives refused forms their status, notes the use of a session and sets the time zone."""

import time
from collections.abc import Callable
from functools import cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from foundation.accounts import actions, factors, sessions
from foundation.tenancy.middleware import SAFE_METHODS
from foundation.ui.pages import INVALID, is_refused
from foundation.ui.redirects import see_other

TOUCH_SECONDS = 60
WASHINGTON = "America/New_York"
# The pages a person without a second factor can open: signing in, signing out, and giving or adding
# the factor.
OPEN_VIEWS = (
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
)
ENROL = "mfa_activate_totp"
ENROL_PASSKEY = "mfa_add_webauthn"


class SecondFactorMiddleware:
    """Requires a second factor of every signed-in person where PSP_REQUIRE_MFA is on.

    Having one is not enough: it must have been used in this session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead a person to the page for a missing second factor; note the session's use."""
        with timezone.override(zone_of(request)):
            # A token has no session: the API has checked its second factor.
            if not request.user.is_authenticated or getattr(request, "access_token", None):
                return self.get_response(request)
            touch(request)
            if settings.PSP_REQUIRE_MFA and not used_second_factor(request):
                return self._demand(request)
            response = self.get_response(request)
            sessions.session_of(request).store_needs()
            return response

    def _demand(self, request: HttpRequest) -> HttpResponse:
        enrolled = factors.kinds_of(request.user.pk) & factors.SECOND
        path = request.path_info
        making = {reverse(ENROL), reverse(ENROL_PASSKEY)}
        if path in _open_paths() or (path in making and not enrolled):
            return self.get_response(request)
        where = reverse(_asked_for(enrolled))
        if request.method == "GET" and not request.headers.get("HX-Request"):
            return HttpResponseRedirect(f"{where}?{urlencode({'next': request.get_full_path()})}")
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": where})
        return see_other(where)


class RefusedFormMiddleware:
    """Answers 422, as our own pages do, where a view of allauth shows a refused form again.

    It runs outside the transaction, which keeps what was stored of the try.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace the status 200 of a page with a refused form."""
        response = self.get_response(request)
        shown = getattr(response, "context_data", None) or {}
        if response.status_code == 200 and any(is_refused(value) for value in shown.values()):
            response.status_code = INVALID
        return response


def _asked_for(enrolled: frozenset[str]) -> str:
    """Return the page on which the factor is given; each such page offers the other ways too."""
    if not enrolled:
        return ENROL
    return "mfa_reauthenticate" if factors.Kind.TOTP in enrolled else "mfa_reauthenticate_webauthn"


@cache
def _open_paths() -> frozenset[str]:
    return frozenset(reverse(name) for name in OPEN_VIEWS)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the reader's time zone, in which pages show times; Washington's for a visitor."""
    try:
        return ZoneInfo(getattr(request.user, "time_zone", "") or WASHINGTON)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return ZoneInfo(WASHINGTON)


def used_second_factor(request: HttpRequest) -> bool:
    """Return whether this session was authenticated with an app, a passkey or a recovery code."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def touch(request: HttpRequest) -> None:
    """Store the time of use at most once a minute, so that reads do not write every time.

    The session gets the server's real time, as its expiry does; the person's last visit is stored
    for the next sign-in. What the header counts is counted again then, and after each request that may write.
    """
    now = int(time.time())
    due = now - request.session.get(sessions.USED_AT, 0) >= TOUCH_SECONDS
    if due or request.method not in SAFE_METHODS:
        sessions.session_of(request).needs = None
    if due:
        request.session[sessions.USED_AT] = now
        sessions.note_place(request)
        if request.user.pk is not None:
            actions.note_visit(request.user.pk)
            # That write may have waited while the person was deactivated or lost a role: read both
            # again.
            request.user = get_user(request)
