"""Access is declared once, on the view, and checked at start-up (ADR 0005)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from foundation.accounts.permissions import Permission

View = Callable[..., HttpResponseBase]
PUBLIC = "public"
SIGNED_IN = "signed-in"


def access(permission: Permission) -> Callable[[View], View]:
    """Open the view to whoever holds the permission anywhere; 403 for everybody else.

    The row the view fetches decides the rest: invisible is 404, visible but not allowed is 403.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may_anywhere(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]  # -- read by the start-up check
        return guarded

    return mark


def public(view: View) -> View:
    """Open the view to everybody."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.access = PUBLIC  # type: ignore[attr-defined]  # -- read by the start-up check
    opened.login_required = False  # type: ignore[attr-defined]  # -- Django's LoginRequiredMiddleware reads it
    return opened


def signed_in(view: View) -> View:
    """Open the view to everybody who has signed in."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.access = SIGNED_IN  # type: ignore[attr-defined]  # -- read by the start-up check
    return opened
