"""The error pages, which run no query and read no data of the layout."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from foundation.tenancy.middleware import SAFE_METHODS
from foundation.ui.pages import error_page, written
from foundation.ui.types import Link

WayIn = Callable[[HttpRequest], Link | None]
_ways: dict[str, WayIn] = {}


def offer_way_in(name: str, way: WayIn) -> None:
    """Offer a link on the pages for 403 and 404; call it in ``AppConfig.ready``.

    Arguments:
        name: a second function with the same name replaces the first.
        way: returns the link for a reader and an address, or None. It may not read data: the link
            must not tell whether the record exists.
    """
    _ways[name] = way


def _context(request: HttpRequest) -> dict[str, Any]:
    """Return the ways in, and what a form said whose writer lost access while they typed."""
    ways = [link for way in _ways.values() if (link := way(request)) is not None]
    # Of an address without a view, nobody has read the body yet, and it may not be readable.
    return {"ways": ways, "written": written(request) if request.resolver_match else []}


def csrf_failure(_http: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the page for an invalid CSRF token: nothing was saved, go back and try again."""
    return error_page("errors/csrf.html", status=403)


def handler400(_http: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show the page for a malformed request."""
    return error_page("errors/400.html", status=400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show the page for something the reader may see but not do."""
    what = "page" if request.method in SAFE_METHODS else "step"
    return error_page("errors/403.html", _context(request) | {"what": what}, status=403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show the page for what is missing or invisible to this reader, without saying which."""
    return error_page("errors/404.html", _context(request), status=404)


def handler429(_http: HttpRequest) -> HttpResponse:
    """Show the page for too many requests from one address; libraries call it by this name."""
    return error_page("errors/429.html", status=429)


def handler500(_http: HttpRequest) -> HttpResponse:
    """Show the page for our own error."""
    return error_page("errors/500.html", status=500)
