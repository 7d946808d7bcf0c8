"""Typed domain errors become the page the reader sees, in one place."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_only_middleware
from django.utils.http import url_has_allowed_host_and_scheme

from foundation.ui.pages import error_page
from foundation.workflow.errors import DomainError

NOT_THEIRS = frozenset({"csrfmiddlewaretoken", "nonce", "version", "next"})
GetResponse = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
class DomainErrorMiddleware:
    """Answers a DomainError with its sentence and status; all else is Django's to handle."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, http: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(http)

    def process_exception(self, http: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render the refusal: a page, or for htmx the panel's fragment."""
        if not isinstance(exception, DomainError):
            return None
        template = "errors/_domain.html" if getattr(http, "htmx", False) else "errors/domain.html"
        context = {
            "sentence": exception.message,
            "status": exception.status,
            "back": _back(http),
            "written": written(http),
        }
        return error_page(template, context, status=exception.status)


def written(http: HttpRequest) -> list[tuple[str, str]]:
    """What the person typed, named after its field, so that a refusal loses nothing."""
    posted = ((name, value) for name, value in http.POST.items() if name not in NOT_THEIRS)
    return [
        (name.rpartition("-")[2].replace("_", " ").capitalize(), str(value))
        for name, value in posted
        if "password" not in name and len(str(value).split()) > 1
    ]


def _back(http: HttpRequest) -> str:
    """Where the reader came from, if that was a page of ours; else the page itself."""
    referer = http.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {http.get_host()}, require_https=http.is_secure()):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return http.path
