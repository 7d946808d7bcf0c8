"""Where a room's addresses are looked for: only under the words with which they begin.

Django tries a path against every pattern in turn. With some 300 patterns before the last room's, that took as long as a
tenth of a short page.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern


class RoomPattern(RoutePattern):
    """Matches like the empty route, but only a path whose first part begins one of the room's addresses."""

    def __init__(self, inside: Sequence[URLPattern | URLResolver]) -> None:
        super().__init__("")
        self._first_parts = frozenset(first_part(str(each.pattern)) for each in inside)
        if any("<" in each for each in self._first_parts):
            raise ImproperlyConfigured("A room's address begins with a word, not with an argument.")

    def match(self, path: str) -> Any:
        """Return what is left of a path, which is all of it; None where no address of the room begins so."""
        return super().match(path) if first_part(path) in self._first_parts else None


def first_part(path: str) -> str:
    """Return what comes before the first slash of a path or route."""
    return path.partition("/")[0]


def room(urls: Any) -> URLResolver:
    """Include a room's addresses at the root; the argument is that of Django's ``include``.

    Raises:
        ImproperlyConfigured: when one of them begins with an argument.
    """
    module, app_name, namespace = include(urls)
    inside = getattr(module, "urlpatterns", module)
    return URLResolver(RoomPattern(inside), module, app_name=app_name, namespace=namespace)
