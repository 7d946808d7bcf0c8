"""What the page's shell shows: read lazily, fed by the rooms above through ``provide``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest

from foundation.ui.navigation import NavLink, named, nav, public_nav

Slot = Literal["site", "sites", "inbox_count", "needs_count", "saved_views", "demo_notice", "account_label"]
Provider = Callable[[HttpRequest], Any]


@dataclass(frozen=True, slots=True)
class SiteLink:
    """One line of the site switch: a tenant and where choosing it leads."""

    label: str
    href: str
    current: bool = False


_providers: dict[str, Provider] = {}


def provide(slot: Slot, reader: Provider) -> None:
    """Feed one slot of the shell; call it in ``AppConfig.ready`` and read nothing before a page asks."""
    _providers[slot] = reader


class Shell:
    """The shell of one page. Making it costs nothing; each part is read once, when printed."""

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
    def site(self) -> str:
        """The tenant in view, in words: "All sites", "My 6 sites", "Example City, EX"."""
        return str(self._read("site", ""))

    @cached_property
    def sites(self) -> Sequence[SiteLink]:
        """The tenants the reader can switch to."""
        return tuple(self._read("sites", ()))

    @cached_property
    def inbox_count(self) -> int:
        """Unread notices."""
        return int(self._read("inbox_count", 0))

    @cached_property
    def needs_count(self) -> int:
        """How many things need the reader."""
        return int(self._read("needs_count", 0))

    @cached_property
    def saved_views(self) -> Sequence[tuple[str, str, bool]]:
        """The reader's saved views of the list shown, as filters."""
        return tuple(self._read("saved_views", ()))

    @cached_property
    def inbox_url(self) -> str:
        """Address of the inbox, empty while there is none."""
        return named("notifications:inbox")

    @cached_property
    def my_day_url(self) -> str:
        """Address of My day, where everything that needs the reader is."""
        return named("dashboards:my-day")

    @cached_property
    def demo_notice(self) -> str:
        """What says that data on the page are invented; empty where they are not."""
        return str(self._read("demo_notice", ""))

    @cached_property
    def account_label(self) -> str:
        """The reader's name and role, as in "TTA Coordinator (demo)"."""
        user = getattr(self._request, "user", None)
        return str(self._read("account_label", "")) or str(user or "")

    @property
    def session_seconds(self) -> int:
        """How long a session lasts without a page being read."""
        return settings.SESSION_COOKIE_AGE

    @cached_property
    def search_url(self) -> str:
        """Address of the search: of everything one may see, for a visitor of the public directory."""
        return named("dashboards:search" if self.signed_in else "sites:directory")

    @cached_property
    def account_url(self) -> str:
        """Address of My account, empty while there is none."""
        return named("dashboards:account")

    @cached_property
    def nav(self) -> Sequence[NavLink]:
        """The top navigation of this reader on this page."""
        return nav(self._request) if self.signed_in else public_nav(self._request)
