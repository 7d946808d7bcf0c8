"""The orders of the list of requests; each begins a page at a row, and an index serves it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from foundation.tenancy.functions import one_of
from foundation.workflow.cursors import Cursors, Position
from tta_requests.enums import PAUSED_STATUSES
from tta_requests.models import Clock, TTARequest, TTARequestQuerySet
from tta_requests.querysets.requests import PLACES


def _all(rows: TTARequestQuerySet) -> TTARequestQuerySet:
    return rows


def _dated(rows: TTARequestQuerySet) -> TTARequestQuerySet:
    return rows.filter(needed_by__isnull=False)


def _clocked(rows: TTARequestQuerySet) -> TTARequestQuerySet:
    """Keep requests with a running clock.

    The narrow table of running clocks is read first: far fewer requests have one than there are requests.
    """
    running = Clock.objects.running().order_by()
    return rows.filter(one_of(running.values("request_id"))).exclude(status__in=PAUSED_STATUSES)


def _with_due_time(rows: TTARequestQuerySet) -> TTARequestQuerySet:
    """Add the due time of the clock that the list shows, as ``orders_at``."""
    running = Clock.objects.running().filter(request_id=OuterRef("pk"))
    first = running.order_by("due_at", "pk").values("due_at")
    return rows.annotate(orders_at=Subquery(first[:1]))


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the list: by a column, then by id.

    Attributes:
        name: its name in the URL; empty for the usual one.
        by: the column.
        descending: whether the latest comes first.
        places: the positions of its pages.
        fitting: leaves out the requests that have no such date.
        left_out: a sentence about them; empty if there are none.
        adding: adds the column where the table has none. No index serves such an order.
    """

    name: str
    by: str
    descending: bool
    places: Cursors
    fitting: Callable[[TTARequestQuerySet], TTARequestQuerySet] = _all
    left_out: str = ""
    adding: Callable[[TTARequestQuerySet], TTARequestQuerySet] = _all

    def place_of(self, tta_request: TTARequest) -> Position | None:
        """Return the place of a request in this order; None if it has none anymore."""
        ordered = self.applied(TTARequest.objects.filter(pk=tta_request.pk)).first()
        return self.places.place(ordered) if ordered else None

    def applied(self, rows: TTARequestQuerySet) -> TTARequestQuerySet:
        """Return the requests that have a place in this order, in it."""
        sign = "-" if self.descending else ""
        return self.adding(self.fitting(rows)).order_by(f"{sign}{self.by}", f"{sign}id")

    def part(self, rows: TTARequestQuerySet, most: int, *, backwards: bool) -> TTARequestQuerySet:
        """Return the first of ``applied`` rows, or the last ones, the last first.

        Where no index serves the order, they are found by their keys before what is shown of them is joined: joined
        first, it would be read of every row that has a place.
        """
        part = (rows.reverse() if backwards else rows)[:most]
        if self.adding is _all:
            return part
        found = self.adding(TTARequest.objects.filter(one_of(part.values("pk"))))
        sign = "-" if self.descending is not backwards else ""
        return found.order_by(f"{sign}{self.by}", f"{sign}id")


def _both(
    name: str,
    by: str,
    places: Cursors,
    **others: Any,
) -> tuple[Order, Order]:
    """Return the order by a date, soonest first, and the same turned around."""
    soonest = Order(name, by, descending=False, places=places, **others)
    return soonest, replace(soonest, name=f"{name}-last", descending=True)


_NEEDED = Cursors(
    "tta_requests.list.needed",
    lambda row: Position(row.needed_by, row.pk),
    read_at=date.fromisoformat,
)
_DUE = Cursors("tta_requests.list.due", lambda row: Position(row.orders_at, row.pk))
_NO_DAY = "Requests without a date in “Needed by” aren't listed in this order."
_NO_CLOCK = "Requests without a running clock aren't listed in this order."
NEWEST = Order("", "created_at", descending=True, places=PLACES)
ORDERS = {
    order.name: order
    for order in (
        NEWEST,
        Order("oldest", "created_at", descending=False, places=PLACES),
        *_both("needed", "needed_by", _NEEDED, fitting=_dated, left_out=_NO_DAY),
        *_both(
            "due", "orders_at", _DUE, fitting=_clocked, adding=_with_due_time, left_out=_NO_CLOCK
        ),
    )
}
