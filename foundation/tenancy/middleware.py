"""One transaction for each HTTP request, acting as the person who is signed in."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pghistory
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.defaults import page_not_found

from foundation.tenancy import post_transaction, powers
from foundation.tenancy.context import acting

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
REFUSED_ROW = "new row violates row-level security policy"


class TenancyMiddleware:
    """Opens the request's transaction as its actor; commits only a response below 400.

    A view that writes and then refuses leaves nothing. What must survive a refusal is passed to
    ``post_transaction.remember`` and written in a separate transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.resolve = import_string(settings.TENANCY_ACTOR_RESOLVER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Get the response inside the transaction."""
        user = request.user
        who = f"user:{user.pk}" if user.is_authenticated else "public"
        with acting(who), post_transaction.collected():
            with pghistory.context(actor=who), transaction.atomic(), _watch(request):
                request.actor = self.resolve(user)  # type: ignore[attr-defined]  # -- typed in accounts.http
                with timezone.override(request.actor.time_zone):  # type: ignore[attr-defined]  # -- as above
                    response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif request.method not in SAFE_METHODS:
                    connection.check_constraints()
                    request.commit_began = True  # type: ignore[attr-defined]  # -- read when the answer to it is lost
            post_transaction.write()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 404 when a policy refuses a row, as it does not exist for this actor."""
        if isinstance(exception, ProgrammingError) and REFUSED_ROW in str(exception):
            return page_not_found(request, Http404())
        return None


def _watch(request: HttpRequest) -> AbstractContextManager[object]:
    """Note the actor's permissions if the request may write and so may wait for a lock."""
    return nullcontext() if request.method in SAFE_METHODS else powers.watched()
