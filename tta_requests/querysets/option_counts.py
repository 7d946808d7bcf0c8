"""How many requests each option of the list's filters leads to: one statement for all options."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from tta_requests.enums import OPEN_STATUSES, PAUSED_STATUSES, DueState
from tta_requests.models import Clock, TTARequestQuerySet
from tta_requests.querysets.clocks import state_at
from tta_requests.querysets.filters import OPEN, UNASSIGNED, Narrowed
from tta_requests.querysets.orders import Order
from tta_requests.querysets.requests import keys_by_site, shown_to

# Beyond so many requests no options are counted: a count of part of them would be wrong, one of all is slow.
MAX_COUNTED = 3000
FILTERS = {
    "site": "site_id",
    "area": "area_id",
    "status": "status",
    "urgency": "urgency",
    "clock": "clock",
    "owner": "owner",
}
Counts = Mapping[str, Counter[object]]


def counted(actor: Actor, asked: Narrowed) -> Counts | None:
    """Count, for each filter, the rows of each of its values while the other filters stay as they are.

    Words and principles are left out of it: they would be looked up once for every option.

    Arguments:
        actor: the reader.
        asked: the filters.

    Returns:
        the counts by filter and value; None if there are words or a principle, no requests, or too many.
    """
    if asked.words or asked.principle:
        return None
    groups = _groups(actor, asked.order, MAX_COUNTED)
    if not groups:
        return None
    facts = [(dict(zip(FILTERS, values, strict=True)), number) for *values, number in groups]
    chosen = {name: getattr(asked, field) for name, field in FILTERS.items()}
    on = {name: value for name, value in chosen.items() if value is not None and value != ""}
    counts: dict[str, Counter[object]] = {name: Counter() for name in FILTERS}
    for values, number in facts:
        unfit = {name for name, value in on.items() if not _fits(values[name], value)}
        for name in FILTERS:
            if unfit <= {name}:
                counts[name][values[name]] += number
    counts["status"][OPEN] = sum(counts["status"][status] for status in OPEN_STATUSES)
    return counts


@Compiled
def _groups(actor: Actor, order: Order, most: int) -> QuerySet[Any, Any]:
    """Count the requests that share all their options; find nothing where there are more than ``most``.

    PostgreSQL looks first whether there are too many, and then neither groups nor reads clocks.
    """
    rows = order.fitting(shown_to(actor))
    first_due = Clock.objects.running().filter(request_id=OuterRef("pk")).order_by("due_at", "pk")
    clock_now = Case(
        When(status__in=PAUSED_STATUSES, then=Value(DueState.PAUSED)),
        default=Subquery(first_due.values(now=state_at(clock.now()))[:1]),
        output_field=CharField(),
    )
    options = rows.annotate(
        option_clock=clock_now, option_owner=Coalesce("owner_id", Value(UNASSIGNED))
    )
    columns = ("site_id", "core_area_id", "status", "urgency", "option_clock", "option_owner")
    few = ~_are_more_than(most, rows, actor)
    return options.filter(few).order_by().values_list(*columns).annotate(number=Count("pk"))


def _are_more_than(most: int, rows: TTARequestQuerySet, actor: Actor) -> Q:
    """Return the condition that there are more rows than so many, which reads no more than those."""
    sites, found = actor.sites_for(P.REQUEST_VIEW), rows.order_by()
    if sites is not None and actor.organizations:  # a few requests, of any site
        return Q(Exists(found[most : most + 1]))
    every = keys_by_site(found, sites, most + 1)
    return Q(IsNull(Subquery(every[most : most + 1]), False))  # noqa: FBT003 -- Django's signature


def _fits(value: object, asked: object) -> bool:
    return value in OPEN_STATUSES if asked == OPEN else value == asked
