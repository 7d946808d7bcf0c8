"""The page layout's shared data: read lazily, provided by the apps above through ``provide``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from foundation.ui.navigation import NavLink, named, nav, public_nav

Slot = Literal[
    "site", "sites", "inbox_count", "needs_count", "saved_views", "demo_notice", "account_label"
]
Provider = Callable[[HttpRequest], Any]


@dataclass(frozen=True, slots=True)
class SiteLink:
    """One line of the site switcher: a site and where choosing it leads."""

    label: str
    href: str
    current: bool = False


class Header(NamedTuple):
    """All that the header shows, so that the same header is rendered once."""

    signed_in: bool
    nav: Sequence[NavLink]
    site: str
    sites: Sequence[SiteLink]
    search_url: str
    needs_count: int
    inbox_url: str
    my_day_url: str
    account_label: str
    account_url: str
    demo_notice: str


_providers: dict[str, Provider] = {}


def provide(slot: Slot, reader: Provider) -> None:
    """Provide one slot of the layout; call it in ``AppConfig.ready``, without reading any data."""
    _providers[slot] = reader


class Shell:
    """The layout's data for one page. Creating it costs nothing; each part is read on first use."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def _read(self, slot: Slot, default: Any) -> Any:
        reader = _providers.get(slot)
        return default if reader is None else reader(self._request)

    @cached_property
    def signed_in(self) -> bool:
        """Whether the page is for a signed-in person."""
        user = getattr(self._request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @cached_property
    def person(self) -> str:
        """What tells the reader apart from others on one device; empty for a visitor."""
        return str(self._request.user.pk) if self.signed_in else ""

    @cached_property
    def site(self) -> str:
        """The site in view as text: "All sites", "My 6 sites", "Example City, EX"."""
        return str(self._read("site", ""))

    @cached_property
    def sites(self) -> Sequence[SiteLink]:
        """The sites the reader can switch to."""
        return tuple(self._read("sites", ()))

    @cached_property
    def inbox_count(self) -> int:
        """The number of unread notices."""
        return int(self._read("inbox_count", 0))

    @cached_property
    def needs_count(self) -> int:
        """How many things need the reader."""
        return int(self._read("needs_count", 0))

    @cached_property
    def saved_views(self) -> Sequence[tuple[str, str, bool]]:
        """The reader's saved views of the current list, as filters."""
        return tuple(self._read("saved_views", ()))

    @cached_property
    def inbox_url(self) -> str:
        """The URL of the inbox, empty if there is none."""
        return named("notifications:inbox")

    @cached_property
    def my_day_url(self) -> str:
        """Address of My day, where everything that needs the reader is."""
        return named("dashboards:my-day")

    @cached_property
    def demo_notice(self) -> str:
        """The notice that the page's data is made up; empty if it is not."""
        return str(self._read("demo_notice", ""))

    @cached_property
    def account_label(self) -> str:
        """The reader's name and role, as in "TTA Coordinator (demo)"."""
        user = getattr(self._request, "user", None)
        return str(self._read("account_label", "")) or str(user or "")

    @property
    def session_seconds(self) -> int:
        """How many seconds a session lasts without activity."""
        return settings.SESSION_COOKIE_AGE

    @cached_property
    def search_url(self) -> str:
        """The URL of the search; for a visitor, that of the public directory."""
        return named("dashboards:search" if self.signed_in else "sites:directory")

    @cached_property
    def account_url(self) -> str:
        """The URL of My account, empty if there is none."""
        return named("dashboards:account")

    @cached_property
    def nav(self) -> Sequence[NavLink]:
        """The top navigation of this reader on this page."""
        return nav(self._request) if self.signed_in else public_nav(self._request)

    @property
    def header(self) -> Header:
        """The values of the header, read now."""
        return Header(*(getattr(self, name) for name in Header._fields))
