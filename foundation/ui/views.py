"""The error pages: they run no query and call no provider of the shell."""

from django.http import HttpRequest, HttpResponse

from foundation.ui.pages import error_page


def csrf_failure(_http: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is gone: nothing was saved, go back and send it again."""
    return error_page("errors/csrf.html", status=403)


def handler400(_http: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    return error_page("errors/400.html", status=400)


def handler403(_http: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something the reader may see but not do."""
    return error_page("errors/403.html", status=403)


def handler404(_http: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something that does not exist for this reader; the page never says which."""
    return error_page("errors/404.html", status=404)


def handler429(_http: HttpRequest) -> HttpResponse:
    """Answer what comes too often from one address; the libraries that count ask for it by its name."""
    return error_page("errors/429.html", status=429)


def handler500(_http: HttpRequest) -> HttpResponse:
    """Our own fault."""
    return error_page("errors/500.html", status=500)
