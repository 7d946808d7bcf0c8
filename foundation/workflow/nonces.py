"""Single-use form nonces: a form sent twice gets the first response again."""

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from foundation.calendars import clock
from foundation.tenancy.context import atomic
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.models import UsedNonce

FIELD = "nonce"
KEPT = timedelta(days=2)
_SHAPE = re.compile(r"[\w-]{16,64}", re.ASCII)
_NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken"})

_CLAIM = """
INSERT INTO workflow_usednonce (nonce, user_id, path, digest, location, created_at)
VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT (nonce) DO NOTHING
"""

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


def new() -> str:
    """Return a new nonce for a form that is being rendered."""
    return secrets.token_urlsafe(16)


def is_one(text: str) -> bool:
    """Return whether the text has the form of a nonce, so that it may be stored or compared."""
    return bool(_SHAPE.fullmatch(text))


def single_submit(view: View[P]) -> View[P]:
    """Decorate a POST view that creates something, so that one form creates it once.

    The first POST with a nonce runs and its redirect is stored in the same transaction. A second
    one, even while the first is running, waits for it and gets the same redirect (303). A response
    that is not a redirect (an invalid form, a refusal) leaves the nonce unused, and so does an
    error, which rolls back. A form sent again with other content is refused with a sentence rather
    than dropped. A POST without a nonce runs unprotected.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        nonce = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not nonce:
            return view(request, *args, **kwargs)
        if not is_one(nonce):
            raise InvalidInput("This form has expired. Open the page again, then try once more.")
        if connection.in_atomic_block:
            return _run_once(lambda: view(request, *args, **kwargs), request, nonce)
        with atomic:
            return _run_once(lambda: view(request, *args, **kwargs), request, nonce)

    answer.takes_forms = True  # type: ignore[attr-defined]  # -- ``accounts.access`` lets POST in
    return answer


def prune(*, kept: timedelta = KEPT) -> int:
    """Delete nonces used longer ago than ``kept``; return how many."""
    forgotten, _ = UsedNonce.objects.used_before(clock.now() - kept).delete()
    return forgotten


def _run_once(run: Callable[[], HttpResponse], request: HttpRequest, nonce: str) -> HttpResponse:
    if not _claim(nonce, request):
        return _answer_of_the_first(nonce, request)
    response = run()
    location = _location(response)
    if location:
        UsedNonce.objects.filter(pk=nonce).update(location=location)
    elif not connection.needs_rollback:
        UsedNonce.objects.filter(pk=nonce).delete()
    return response


def _claim(nonce: str, request: HttpRequest) -> bool:
    values = [nonce, _user_id(request), request.path[:400], _digest(request), clock.now()]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        return bool(cursor.rowcount == 1)


def _answer_of_the_first(nonce: str, request: HttpRequest) -> HttpResponse:
    first = UsedNonce.objects.get(pk=nonce)
    same_form = (first.user_id, first.path) == (_user_id(request), request.path[:400])
    if not same_form or not first.location or first.digest != _digest(request):
        raise Refused("This form was already submitted. Open the page again to submit another.")
    answer = HttpResponseRedirect(first.location)
    answer.status_code = 303
    return answer


def _location(response: HttpResponse) -> str:
    if 300 <= response.status_code < 400:
        return response.headers.get("Location", "")
    return response.headers.get("HX-Redirect", "") if response.status_code < 300 else ""


def _user_id(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def _digest(request: HttpRequest) -> str:
    content = [(name, values) for name, values in request.POST.lists() if name not in _NOT_CONTENT]
    files = [
        (name, file.name, file.size)
        for name in request.FILES
        for file in request.FILES.getlist(name)
    ]
    return hashlib.sha256(repr((sorted(content), sorted(files, key=str))).encode()).hexdigest()
