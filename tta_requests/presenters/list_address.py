"""The URLs of the list of requests: its filters and its order, and the headings that change the order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tta_requests.forms import ORDER_WORDS
from tta_requests.querysets.orders import ORDERS, Order


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters in a URL of the list, and the URLs that keep them."""

    query: Mapping[str, Sequence[str]]

    @property
    def filters(self) -> str:
        """Return the filters as a query, without the pagination position."""
        return urlencode(self._kept(), doseq=True)

    @property
    def status(self) -> str:
        """Return the state asked for; empty for any."""
        return self._last("status")

    def names_one(self, fields: Iterable[str]) -> bool:
        """Return whether one of these filters is on."""
        return any(self._last(name) for name in fields)

    def at(self, **place: str) -> str:
        """Return the URL of another page of the list with the same filters."""
        return self._address(place)

    def sorted_by(self, order: str) -> str:
        """Return the URL of the first page with the same filters in another order."""
        return self._address({"sort": order})

    def with_status(self, status: str) -> str:
        """Return the URL of the first page with another state and the other filters."""
        return self._address({"status": status})

    def _address(self, changes: Mapping[str, str]) -> str:
        query = self._kept() | {name: [value] for name, value in changes.items()}
        words = urlencode(query, doseq=True)
        return f"?{words}" if words else reverse("tta_requests:list")

    def _kept(self) -> dict[str, Sequence[str]]:
        away = {"after", "before", "last"}
        return {name: values for name, values in self.query.items() if name not in away}

    def _last(self, name: str) -> str:
        return next(reversed(self.query.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that orders the list, and how it does now: ``ascending``, ``descending`` or nothing."""

    label: str
    href: str
    way: str


@dataclass(frozen=True, slots=True)
class Ordering:
    """The order of the list.

    Attributes:
        caption: what the table is, for who can't see it.
        sentence: the order, and which requests it leaves out.
        created, clock, needed: the headings that change it.
    """

    caption: str
    sentence: str
    created: Heading
    clock: Heading
    needed: Heading


def ordering_of(order: Order, asked: Asked) -> Ordering:
    """Return headings that sort the list, and turn the order around where they already do."""

    def heading(label: str, first: str, then: str) -> Heading:
        ways = {
            name: "descending" if ORDERS[name].descending else "ascending" for name in (first, then)
        }
        following = then if order.name == first else first
        return Heading(label, asked.sorted_by(following), ways.get(order.name, ""))

    return Ordering(
        caption=f"Requests, {ORDER_WORDS[order.name].lower()}",
        sentence=f"{ORDER_WORDS[order.name]}. {order.left_out}".strip(),
        created=heading("Request", "", "oldest"),
        clock=heading("Clock", "due", "due-last"),
        needed=heading("Needed by", "needed", "needed-last"),
    )
