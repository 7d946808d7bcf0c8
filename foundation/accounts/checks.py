"""System checks: every URL declares who has access."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

# Library pages with their own access check, or behind LoginRequiredMiddleware.
KEPT_ELSEWHERE = ("allauth.", "django.views.static")
# Django admin asks PortalAdmin.has_permission on every page.
ADMIN = "admin"

ADMIN = "admin/"  # the admin site asks has_permission() itself, its redirects included


def project_views() -> Iterator[tuple[str, Any]]:
    """Yield each route of the portal with its view, without the libraries' routes."""
    for route, callback in walk(get_resolver().url_patterns):
        module = getattr(callback, "__module__", "")
        if not module.startswith(KEPT_ELSEWHERE) and not route.startswith(ADMIN):
            yield route, callback


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the full route and callback of every leaf below the patterns, except Django admin's."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.app_name != ADMIN:
                yield from walk(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


@register(Tags.security)
def every_view_declares_access(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Stop the start when a view has no @access, @signed_in or @public."""
    return [
        Error(
            f"/{route} declares no access.",
            hint="Mark the view with @access(P.X), @signed_in or @public.",
            id="psp.E001",
        )
        for route, view in project_views()
        if not hasattr(view, "access")
    ]
