"""Top navigation: apps register their items, and the layout shows those that lead somewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

# The groups of the top navigation: rooms on one floor meet here. Who has one item of a group has it without the group.
SITES, PEERS, RESULTS = "Sites and teams", "Summit and peers", "Reports and results"


class MayAct(Protocol):
    """The part of an actor that navigation needs."""

    def may_anywhere(self, permission: str) -> bool:
        """Return whether the permission is held at any site or everywhere."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One item of the top navigation, which leads to a URL name.

    It is shown if its URL exists, the permission (if named) is held somewhere and the predicate (if
    given) returns True. ``arguments`` is a function of the HTTP request that returns the URL's
    arguments, or None to leave the item out ("Our site" for a person without a site). ``covers`` is the URL
    name, with the same arguments, under which every page belongs to the item; its own URL if left out.
    ``group`` is the heading under which it folds once the reader has two items of it; the first one's order counts.
    """

    label: str
    url_name: str
    order: int = 100
    permission: str = ""
    predicate: Callable[[HttpRequest], bool] | None = None
    arguments: Callable[[HttpRequest], tuple[object, ...] | None] | None = None
    audience: Literal["portal", "public"] = "portal"
    covers: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class NavLink:
    """An item as shown: label, URL and whether it leads to the current page; a group has links and no URL."""

    label: str
    href: str
    current: bool = False
    links: tuple["NavLink", ...] = ()


_items: dict[tuple[str, str], NavItem] = {}


def register(*items: NavItem) -> None:
    """Add items; an item with the same label and audience is replaced."""
    for item in items:
        _items[item.audience, item.label] = item


def nav(request: HttpRequest) -> Sequence[NavLink]:
    """Return the top navigation of the signed-in reader."""
    return _links(request, "portal")


def public_nav(request: HttpRequest) -> Sequence[NavLink]:
    """Return the navigation of the public pages."""
    return _links(request, "public")


@lru_cache(maxsize=8192)
def named(url_name: str, *arguments: object) -> str:
    """Return the URL of a URL name, or an empty string if no app serves it.

    Each page asks for dozens, and none changes while a process lives.
    """
    try:
        return reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""


def _links(request: HttpRequest, audience: str) -> Sequence[NavLink]:
    chosen = sorted((i for i in _items.values() if i.audience == audience), key=lambda i: i.order)
    found = tuple(
        (item.group, item.label, href, _covered(item, request) or href)
        for item in chosen
        if _is_for(item, request) and (href := _href(item, request))
    )
    return _folded(found, _current([covered for *_, covered in found], request.path))


@lru_cache(maxsize=1024)
def _folded(found: tuple[tuple[str, str, str, str], ...], here: str) -> tuple[NavLink, ...]:
    """Fold the links of a group under its heading; one alone stays a link. The same links are made once.

    Arguments:
        found: of each link the group, the label, its URL, and the URL that it covers.
        here: the covered URL that the page is under.
    """
    places: dict[str, list[NavLink]] = {}
    for group, label, href, covered in found:
        places.setdefault(group or href, []).append(NavLink(label, href, covered == here))
    return tuple(
        links[0]
        if len(links) == 1
        else NavLink(heading, "", any(each.current for each in links), tuple(links))
        for heading, links in places.items()
    )


def _is_for(item: NavItem, request: HttpRequest) -> bool:
    if item.permission:
        actor = cast("MayAct | None", getattr(request, "actor", None))
        if actor is None or not actor.may_anywhere(item.permission):
            return False
    return item.predicate is None or item.predicate(request)


def _href(item: NavItem, request: HttpRequest) -> str:
    return _address(item, item.url_name, request)


def _covered(item: NavItem, request: HttpRequest) -> str:
    return _address(item, item.covers, request) if item.covers else ""


def _address(item: NavItem, url_name: str, request: HttpRequest) -> str:
    arguments = item.arguments(request) if item.arguments else ()
    return "" if arguments is None else named(url_name, *arguments)


def _current(hrefs: Sequence[str], path: str) -> str:
    """Return the longest URL the page is under; the home page only for itself."""
    under = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
    return max(under, key=len, default="")


register(
    NavItem(label="Home", url_name="dashboards:home", order=10, audience="public"),
    NavItem(label="How it works", url_name="dashboards:about", order=20, audience="public"),
    NavItem(label="Approach", url_name="dashboards:approach", order=25, audience="public"),
    NavItem(label="Core areas", url_name="sites:core-areas", order=30, audience="public"),
    NavItem(label="Sites", url_name="sites:directory", order=40, audience="public"),
    NavItem(label="Results", url_name="dashboards:accomplishments", order=50, audience="public"),
    NavItem(label="Violent Crime Summit", url_name="summits:list", order=60, audience="public"),
    NavItem(label="Apply", url_name="applications:apply", order=70, audience="public"),
)
