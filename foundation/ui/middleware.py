"""Turn typed domain errors into the page the reader sees, in one place."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import sync_only_middleware
from django.utils.http import url_has_allowed_host_and_scheme

from foundation.tenancy import powers
from foundation.tenancy.middleware import SAFE_METHODS
from foundation.ui.pages import error_page, written
from foundation.ui.types import Link
from foundation.ui.views import handler404
from foundation.workflow.errors import AccessChanged, DomainError, NotFound

GetResponse = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
class DomainErrorMiddleware:
    """Answers a DomainError with its sentence and status, and a method that an address doesn't take with a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; Django's refusal of a method is a blank page."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        shown = error_page("errors/405.html", status=response.status_code)
        shown["Allow"] = response["Allow"]
        return shown

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the refusal; a record the actor can't see is a 404."""
        if isinstance(exception, NotFound):
            return handler404(request)
        return refusal(request, exception) if isinstance(exception, DomainError) else None


@sync_only_middleware
class LostPowersMiddleware:
    """Refuses a request whose actor lost access while it waited, for whatever lock.

    Placed inside the tenancy middleware, which began to watch before it resolved the actor, and
    rolls back what is refused. A request that only reads waits for no lock.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response only if the actor has lost no access since the request began."""
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        watch = powers.begin()
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND or not watch.lost():
            return response
        for _said in get_messages(request):
            pass  # what the view says was done isn't, so no later page says so
        return refusal(request, AccessChanged())


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Show why something was not done: a page, or the panel's fragment for htmx."""
    template = "errors/_domain.html" if getattr(request, "htmx", False) else "errors/domain.html"
    context = {
        "sentence": error.message,
        "status": error.status,
        "back": _back(request),
        "onward": _onward(error),
        "written": written(request),
    }
    response = error_page(template, context, status=error.status)
    response.says = error.message  # type: ignore[attr-defined]  # -- for the API, whose problem has no page
    return response


def _onward(error: DomainError) -> Link | None:
    """Return where the reader goes on, where the refusal names a page."""
    if error.leads_to is None:
        return None
    name, label = error.leads_to
    return Link(label, reverse(name))


def _back(request: HttpRequest) -> str:
    """Return the page the reader came from if it is ours, else the page itself."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        referer, {request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.path
