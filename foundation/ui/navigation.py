"""Top navigation: rooms register their words, the shell shows those that lead somewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


class MayAct(Protocol):
    """The part of an actor that navigation needs."""

    def may_anywhere(self, permission: str) -> bool:
        """Whether the permission is held at any site or everywhere."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One word of the top navigation, led by a URL name.

    It is shown when its address is served, the permission (if named) is held somewhere and the
    predicate (if given) agrees. ``arguments`` is a function of the request that gives the URL's
    arguments, or None to leave the item out ("Our site" of somebody without a site).
    """

    label: str
    url_name: str
    order: int = 100
    permission: str = ""
    predicate: Callable[[HttpRequest], bool] | None = None
    arguments: Callable[[HttpRequest], tuple[object, ...] | None] | None = None
    audience: Literal["portal", "public"] = "portal"


@dataclass(frozen=True, slots=True)
class NavLink:
    """A word as shown: label, address and whether it is the page's own."""

    label: str
    href: str
    current: bool = False


_items: dict[tuple[str, str], NavItem] = {}


def register(*items: NavItem) -> None:
    """Add items; the same label registered twice for an audience is replaced."""
    for item in items:
        _items[item.audience, item.label] = item


def nav(request: HttpRequest) -> Sequence[NavLink]:
    """The signed-in reader's top navigation."""
    return _links(request, "portal")


def public_nav(request: HttpRequest) -> Sequence[NavLink]:
    """The public pages' navigation."""
    return _links(request, "public")


def named(url_name: str, *arguments: object) -> str:
    """The address behind a URL name, or the empty string while no room serves it."""
    try:
        return reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""


def _links(request: HttpRequest, audience: str) -> Sequence[NavLink]:
    chosen = sorted((i for i in _items.values() if i.audience == audience), key=lambda i: i.order)
    found = [(item.label, _href(item, request)) for item in chosen if _is_for(item, request)]
    shown = [(label, href) for label, href in found if href]
    here = _current([href for _, href in shown], request.path)
    return tuple(NavLink(label, href, href == here) for label, href in shown)


def _is_for(item: NavItem, request: HttpRequest) -> bool:
    if item.permission:
        actor = cast("MayAct | None", getattr(request, "actor", None))
        if actor is None or not actor.may_anywhere(item.permission):
            return False
    return item.predicate is None or item.predicate(request)


def _href(item: NavItem, request: HttpRequest) -> str:
    arguments = item.arguments(request) if item.arguments else ()
    return "" if arguments is None else named(item.url_name, *arguments)


def _current(hrefs: Sequence[str], path: str) -> str:
    """The longest address the page lives under; the home page only when it is the page."""
    under = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
    return max(under, key=len, default="")


register(
    NavItem(label="Home", url_name="dashboards:home", order=10, audience="public"),
    NavItem(label="How it works", url_name="dashboards:about", order=20, audience="public"),
    NavItem(label="Eight core areas", url_name="sites:core-areas", order=30, audience="public"),
    NavItem(label="Sites", url_name="sites:directory", order=40, audience="public"),
    NavItem(label="Results", url_name="dashboards:accomplishments", order=50, audience="public"),
    NavItem(
        label="Violent Crime Summit", url_name="dashboards:summit", order=60, audience="public"
    ),
    NavItem(label="Apply", url_name="dashboards:apply", order=70, audience="public"),
)
