"""The frame of every page: its constant parts, the header, the navigation, and addresses."""

from collections.abc import Iterable
from functools import lru_cache

from django.template import Context, Library, defaulttags
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from foundation.ui.escaping import escaped
from foundation.ui.navigation import NavLink, named
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


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Write an address as Django's tag of this name does, made once in a process: a page has a dozen."""
    node = defaulttags.url(parser, token)
    return node if node.kwargs else _KeptURL(node.view_name, node.args, {}, node.asvar)


class _KeptURL(URLNode):
    def render(self, context: Context) -> SafeString:
        name, *arguments = (each.resolve(context) for each in (self.view_name, *self.args))
        found = named(name, *arguments)
        if not found:
            return SafeString(super().render(context))  # raises what says which address there isn't
        if self.asvar:
            context[self.asvar] = found
            return SafeString()
        return SafeString(escaped(found) if context.autoescape else found)
