"""The frame of every page: its constant parts, the header, and the navigation."""

from collections.abc import Iterable
from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from foundation.ui.navigation import NavLink
from foundation.ui.shell import Header

register = Library()


@register.simple_tag
@lru_cache(maxsize=16)
def constant(template: str) -> SafeString:
    """Render a template that says the same on every page to every reader, once in a process: it gets no context."""
    return render_to_string(template)


@register.simple_tag
@lru_cache(maxsize=256)
def header(shown: Header | None) -> SafeString:
    """Render the header, once for all pages whose header shows the same; None where a page has no shell."""
    return render_to_string("ui/shell/header.html", {"shell": shown})


@register.simple_tag
def nav_links(links: Iterable[NavLink]) -> SafeString:
    """Render the items of the top navigation, once for all readers who have the same on the same page."""
    return _nav(tuple(links))


@lru_cache(maxsize=256)
def _nav(links: tuple[NavLink, ...]) -> SafeString:
    return render_to_string("ui/shell/nav.html", {"links": links})
