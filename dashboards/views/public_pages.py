"""Public pages for visitors, rendered once in a process until something they show changes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from dashboards.querysets import public_version
from foundation.accounts.access import PUBLIC
from foundation.calendars import clock

# Pages kept in a process, each for one version of what they show.
MAX_PAGES = 400
CACHE_CONTROL = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class _Page:
    """A response as it can be given to every visitor."""

    content: bytes
    headers: dict[str, str]


class PublicPagesMiddleware:
    """Gives visitors kept pages; each is kept for a version, and for the hour: days begin on the hour.

    Placed outside sessions, where a request with a cookie passes through untouched: a kept page was rendered
    for somebody without a name, and is given to nobody else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: dict[object, _Page] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the kept page, or render it and keep it if every visitor gets the same."""
        if not settings.PUBLIC_PAGES_KEPT or not _is_visitors(request):
            return self.get_response(request)
        version = public_version.number()  # before the page is rendered: it can only be newer
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        key = (version, hour, request.scheme, request.get_host(), request.get_full_path())
        page = self.pages.get(key)
        if page is None:
            response = self.get_response(request)
            if version is None or not _is_for_all(request, response):
                return response
            if len(self.pages) >= MAX_PAGES:  # the oldest, of a version or an hour that is over
                self.pages.pop(next(iter(self.pages)), None)
            page = self.pages[key] = _page_of(response)
        fresh = HttpResponse(page.content, headers=page.headers)
        return get_conditional_response(request, etag=page.headers["ETag"], response=fresh) or fresh


def _is_visitors(request: HttpRequest) -> bool:
    """Return whether nothing of the request tells one visitor from another."""
    told_apart = any(name in request.headers for name in ("Authorization", "HX-Request"))
    return request.method == "GET" and not request.COOKIES and not told_apart


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether a response is a public page of this room that sets no cookie and may be cached.

    Of other rooms nothing is kept: a test knows what this room's pages read, and none has a secret address.
    """
    view: Any = request.resolver_match.func if request.resolver_match else None
    is_ours = getattr(view, "__module__", "").startswith("dashboards.")
    is_public = is_ours and view.access == PUBLIC and response.status_code == 200
    return (
        is_public
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
    )


def _page_of(response: HttpResponse) -> _Page:
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    headers = {**response.headers, "ETag": tag, "Cache-Control": CACHE_CONTROL}
    return _Page(response.content, headers)
