"""Middleware of the API: it finds the token before anything else and turns errors into problems."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from foundation.api import problems
from foundation.api.actions import note_use
from foundation.api.authentication import NoFactor, Unknown, token_of

ROOT = "/api/v1/"
FACTOR_FIRST = "Use your second factor in the portal first, or send an API token."
GetResponse = Callable[[HttpRequest], HttpResponse]


class ApiMiddleware:
    """Sets a token's owner as the request's user before the tenancy transaction opens.

    Below ``ROOT`` every response is JSON or a file: error pages and redirects to sign-in become problems.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle calls to the API; pass other requests on unchanged."""
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        response = self._answer(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            token = token_of(request)
            if token is not None and note_use(token):
                # That write may have waited while the token or its owner was deactivated: read them
                # again.
                token = token_of(request)
        except (Unknown, NoFactor) as refused:
            response = problems.plain(401, refused.says)
            response["WWW-Authenticate"] = 'Bearer realm="PSP Portal", error="invalid_token"'
            return response
        request.access_token = token  # type: ignore[attr-defined]  # -- typed in api.http
        if token is not None:
            request.user = token.user
        response = self.get_response(request)
        if response.streaming:  # a file
            return response
        if "json" in response.headers.get("Content-Type", "") or response.status_code in {204, 304}:
            return response
        if "Location" in response.headers:
            return problems.plain(403, FACTOR_FIRST)
        return problems.plain(response.status_code, getattr(response, "says", ""))
