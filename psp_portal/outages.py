"""The response to an unhandled error: 503 during a database outage, 500 for our own faults.

Django calls this view for every exception, whichever middleware it came from: sessions, counters
and the commit itself included. It runs no query.
"""

import sys
from contextlib import suppress

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from foundation.api import problems
from foundation.api.middleware import ROOT
from foundation.tenancy.middleware import SAFE_METHODS
from foundation.tenancy.outages import is_outage
from foundation.ui import views
from foundation.ui.pages import error_page, written

RETRY_AFTER = "10"
AGAIN = "The database isn't answering. Call again in a few seconds."
NOTHING_SAVED = "The database isn't answering. Nothing was saved. Call again in a few seconds."
UNKNOWN = (
    "The database stopped answering before it confirmed this call. Check whether it was saved, "
    "or call again with the same Idempotency-Key."
)


def handler500(request: HttpRequest) -> HttpResponse:
    """Return the response for the exception that is being handled now."""
    if not is_outage(sys.exc_info()[1]):
        return views.handler500(request)
    reads = request.method in SAFE_METHODS
    # Once the commit has started, we can't know how it ended.
    unknown = bool(getattr(request, "commit_began", False))
    if request.path_info.startswith(ROOT):
        says = AGAIN if reads else UNKNOWN if unknown else NOTHING_SAVED
        response = problems.plain(503, says)
    else:
        context = {"reads": reads, "unknown": unknown, "written": _typed(request)}
        fragment = "HX-Request" in request.headers
        name = "errors/_503.html" if fragment else "errors/503.html"
        response = error_page(name, context, status=503)
    response.headers["Retry-After"] = RETRY_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the person typed, if the form has arrived."""
    with suppress(OSError, SuspiciousOperation, MultiPartParserError):
        return written(request)
    return []
