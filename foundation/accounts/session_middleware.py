"""Middleware for every session: maximum age, the way back to sign-in, nothing in caches."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from foundation.accounts import actions, devices, sessions
from foundation.accounts.backends import already_read
from foundation.accounts.models import User
from foundation.tenancy.context import acting_atomic

GetResponse = Callable[[HttpRequest], HttpResponseBase]
NO_STORE = "private, no-store"
# URL arguments that grant access by themselves.
SECRET_ARGUMENTS = frozenset({"token", "key", "uidb36"})
ENDED = "ended"
BY_AGE = "age"


class NoStoreMiddleware:
    """Keeps responses to a signed-in person, and pages with a secret address, out of every cache.

    Placed outside the session's own middleware: redirects, refusals and errors pass here too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Get the response, then set its cache headers."""
        response = self.get_response(request)
        if _is_personal(request, response) or _has_secret_address(request):
            response.headers["Cache-Control"] = NO_STORE
            for header in ("Expires", "Pragma"):
                if header in response.headers:
                    del response.headers[header]
        return response


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, with the person that was read together with the session: it checks the same as for one read alone."""

    def process_request(self, request: HttpRequest) -> None:
        """Find the person once the page asks for one."""
        super().process_request(request)
        request.user = cast("User", SimpleLazyObject(partial(_person_of, request)))


def _person_of(request: HttpRequest) -> Any:
    with already_read(sessions.session_of(request).person):
        return get_user(request)


class SessionGuardMiddleware:
    """Ends a session that has reached its maximum age, and leads its person to the sign-in page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Treat the person as a visitor once the session is over."""
        over = SESSION_KEY in request.session and sessions.is_over(request)
        if over:
            person = int(request.session[SESSION_KEY])
            with acting_atomic(f"user:{person}"):
                actions.note_end_by_age(request, person=person)
                request.session.flush()
            request.user = AnonymousUser()
        response = self.get_response(request)
        devices.send(request, response)
        return _to_sign_in(request, response, over=over)


def _is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether a session or token came with the request, or a session leaves."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or settings.SESSION_COOKIE_NAME in response.cookies
        or "Authorization" in request.headers
    )


def _has_secret_address(request: HttpRequest) -> bool:
    match: Any = request.resolver_match
    if match is None:  # being redirected to the same address with a slash
        try:
            match = resolve(f"{request.path_info}/")
        except Resolver404:
            return False
    return not SECRET_ARGUMENTS.isdisjoint(match.kwargs)


def _to_sign_in(
    request: HttpRequest, response: HttpResponseBase, *, over: bool
) -> HttpResponseBase:
    """Make sign-in lead back to the person's page, say why, and fill the whole window.

    A panel's request would load the sign-in page into the panel; a form may post to an address that
    has no page.
    """
    if response.status_code != 302:
        return response
    where = urlsplit(response.headers["Location"])
    if where.path != reverse(settings.LOGIN_URL):
        return response
    query = QueryDict(where.query, mutable=True)
    panel = bool(request.headers.get("HX-Request"))
    if REDIRECT_FIELD_NAME in query and (panel or not _has_page(request)):
        query[REDIRECT_FIELD_NAME] = _page_of(request)
    if over:
        query[ENDED] = BY_AGE
    address = f"{where.path}?{query.urlencode('/')}" if query else where.path
    if panel:
        return HttpResponse(headers={"HX-Redirect": address})
    response.headers["Location"] = address
    return response


def _has_page(request: HttpRequest) -> bool:
    """Return whether the requested address is a page, where a draft in the browser is restored."""
    match = request.resolver_match
    methods = getattr(match.func, "methods", None) if match else None
    return methods is None or "GET" in methods


def _page_of(request: HttpRequest) -> str:
    """Return the portal page from which a request was sent; My day if it is not known."""
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(shown, {request.get_host()}, request.is_secure()):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(shown)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
