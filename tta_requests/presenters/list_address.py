"""The URLs of the list of requests: its filters and its order, and the headings that change the order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from foundation.ui.navigation import named
from foundation.ui.types import Heading
from tta_requests.forms import OPENED, ORDER_WORDS
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

    def without(self, name: str) -> str:
        """Return the URL of the first page without one of the filters."""
        return self._address({name: ""})

    def with_filters_open(self) -> str:
        """Return the URL of the first page with the filters open."""
        return self._address({OPENED: "1"})

    @property
    def is_open(self) -> bool:
        """Return whether the filters are open."""
        return OPENED in self.query

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what a search keeps of the query: everything but its words."""
        query = self._kept()
        return [(name, self._last(name)) for name in query if name != "q" and self._last(name)]

    def _address(self, changes: Mapping[str, str]) -> str:
        query = self._kept() | {name: [value] for name, value in changes.items()}
        filled = {name: values for name, values in query.items() if any(values)}
        words = urlencode(filled, doseq=True)
        return f"?{words}" if words else named("tta_requests:list")

    def _kept(self) -> dict[str, Sequence[str]]:
        away = {"after", "before", "last", OPENED}
        return {name: values for name, values in self.query.items() if name not in away}

    def _last(self, name: str) -> str:
        return next(reversed(self.query.get(name, ())), "")


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

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading, for screens where the table has none."""
        return self.created, self.clock, self.needed


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
