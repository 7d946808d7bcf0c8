"""Requests as plain rows, for pages that show dozens of them and need few of their columns."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from foundation.ui.rows import row
from tta_requests.models import Clock, TTARequest, workers_of
from tta_requests.querysets.clocks import next_of_request

COLUMNS = (
    "number",
    "title",
    "site__name",
    "site__time_zone",
    "status",
    "status_since",
    "acknowledged_at",
    "owner__name",
    "provider__organization__name",
    "co_leads",
)


@row()
class Waiting:
    """A request that another person or organization has.

    Attributes:
        key: its primary key, as text: of sixty keys a page needs two or none as a UUID.
        number, title: what to call it.
        site, zone: its site's name and time zone.
        status, status_since: its state, and since when.
        acknowledged_at: when DOJ acknowledged it.
        owner: the name of the coordinator it's assigned to.
        provider: the provider's name.
        co_leads: agencies that lead together with the provider.
        clock_due_at, clock_warn_at, clock_kind: the clock that is due next; None where none runs.
    """

    key: str
    number: str
    title: str
    site: str
    zone: str
    status: str
    status_since: datetime | None
    acknowledged_at: datetime | None
    owner: str | None
    provider: str | None
    co_leads: Sequence[str]
    clock_due_at: datetime | None
    clock_warn_at: datetime | None
    clock_kind: str | None

    @property
    def workers(self) -> str:
        """Names of the provider and co-leading agencies that do the work; empty before there are any."""
        return workers_of(self.provider or "", self.co_leads)


@row()
class Listed(Waiting):
    """A request as the list shows it, with what places it in an order.

    Attributes:
        urgency, kind: how urgent it is, and what kind of help is asked for.
        area: the name of its primary core area; None before there is one.
        needed_by: the day by which help is needed.
        created_at: when it was started.
        orders_at: when its clock is due, in a list ordered by that.
    """

    urgency: str
    kind: str
    area: str | None
    needed_by: date | None
    created_at: datetime
    orders_at: datetime | None = None

    @property
    def pk(self) -> UUID:
        """Its primary key."""
        return UUID(self.key)


def of_clocks(clocks: QuerySet[Clock], **further: Any) -> QuerySet[Any, Any]:
    """Turn clocks into the columns of ``Waiting``, and further ones after them."""
    of_request = (f"request__{name}" for name in COLUMNS)
    return clocks.annotate(key=_text("request_id"), **further).values_list(
        "key", *of_request, "due_at", "warn_at", "kind", *further
    )


def of_requests(rows: QuerySet[TTARequest], *columns: str, **further: Any) -> QuerySet[Any, Any]:
    """Turn requests into the columns of ``Waiting``, with columns of their own and further ones after them."""
    clocks = next_of_request()
    return rows.annotate(key=_text("pk"), **clocks, **further).values_list(
        "key", *COLUMNS, *clocks, *columns, *further
    )


def _text(column: str) -> Cast:
    return Cast(column, TextField())
