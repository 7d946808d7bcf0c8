"""Access is declared once, on the view, and checked at start-up (ADR 0005).

The same is true of HTTP methods: a page answers GET and HEAD. A view that takes a form says so,
with ``once`` or with a decorator of ``django.views.decorators.http``; any other method is answered
with 405.
"""

from collections.abc import Callable
from functools import wraps
from inspect import getclosurevars
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase, HttpResponseNotAllowed

from foundation.accounts.permissions import Permission

View = Callable[..., HttpResponseBase]
PUBLIC = "public"
SIGNED_IN = "signed-in"
READS = frozenset({"GET", "HEAD"})
FORMS = READS | {"POST"}


def access(permission: Permission) -> Callable[[View], View]:
    """Open the view to anyone who holds the permission at some site; answer 403 to everyone else.

    The row the view fetches decides the rest: a row the actor can't see is 404, one they can see
    but not act on is 403.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may_anywhere(permission):
                raise PermissionDenied
            return _answer(view, methods, request, *args, **kwargs)

        methods = methods_of(view)
        guarded.methods = methods  # type: ignore[attr-defined]  # -- read by the tests of access
        guarded.access = permission  # type: ignore[attr-defined]  # -- read by the start-up check
        return guarded

    return mark


def public(view: View) -> View:
    """Open the view to everyone, signed in or not."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _answer(view, methods, request, *args, **kwargs)

    methods = methods_of(view)
    opened.methods = methods  # type: ignore[attr-defined]  # -- read by the tests of access
    opened.access = PUBLIC  # type: ignore[attr-defined]  # -- read by the start-up check
    opened.login_required = False  # type: ignore[attr-defined]  # -- Django's LoginRequiredMiddleware reads it
    return opened


def signed_in(view: View) -> View:
    """Open the view to everyone who has signed in."""

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _answer(view, methods, request, *args, **kwargs)

    methods = methods_of(view)
    opened.methods = methods  # type: ignore[attr-defined]  # -- read by the tests of access
    opened.access = SIGNED_IN  # type: ignore[attr-defined]  # -- read by the start-up check
    return opened


def methods_of(view: View) -> frozenset[str] | None:
    """Return the methods a view answers: those it declares, or GET and HEAD by default.

    Returns None for the API's resources: each has one function per method, and its class refuses
    the others.
    """
    if hasattr(view, "cls"):
        return None
    told: frozenset[str] = FORMS if hasattr(view, "view_class") else READS
    inner: Any = view
    while inner is not None:
        if getattr(inner, "takes_forms", False):
            told = FORMS
        if hasattr(inner, "__closure__"):
            # Django's decorators leave no other trace of the methods they were given.
            declared = getclosurevars(inner).nonlocals.get("request_method_list")
            if declared is not None:
                return frozenset(declared)
        inner = getattr(inner, "__wrapped__", None)
    return told


def _answer(
    view: View, methods: frozenset[str] | None, request: Any, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if methods is not None and request.method not in methods:
        return HttpResponseNotAllowed(sorted(methods))
    return view(request, *args, **kwargs)
