"""How many requests each option of the list's filters leads to: one statement for all options."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from foundation.calendars import clock
from tta_requests.enums import OPEN_STATUSES, PAUSED_STATUSES, DueState
from tta_requests.models import Clock
from tta_requests.querysets.clocks import state_at
from tta_requests.querysets.filters import OPEN, UNASSIGNED, Narrowed

# Beyond so many requests no options are counted: a count of part of them would be wrong.
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


def counted(asked: Narrowed) -> Counts | None:
    """Count, for each filter, the rows of each of its values while the other filters stay as they are.

    Words are left out of it: they would be looked up once for every option.

    Arguments:
        asked: the filters, over the rows that the reader may see.

    Returns:
        the counts by filter and value; None if there are words or too many requests.
    """
    if asked.words:
        return None
    chosen = {name: getattr(asked, field) for name, field in FILTERS.items()}
    on = {name: value for name, value in chosen.items() if value is not None and value != ""}
    first_due = Clock.objects.running().filter(request_id=OuterRef("pk")).order_by("due_at", "pk")
    clock_now = Case(
        When(status__in=PAUSED_STATUSES, then=Value(DueState.PAUSED)),
        default=Subquery(first_due.values(now=state_at(clock.now()))[:1]),
        output_field=CharField(),
    )
    columns = ("site_id", "core_area_id", "status", "urgency", clock_now)
    owner = Coalesce("owner_id", Value(UNASSIGNED))
    rows = asked.order.fitting(asked.rows).values_list(*columns, owner)[: MAX_COUNTED + 1]
    facts = [dict(zip(FILTERS, row, strict=True)) for row in rows]
    if len(facts) > MAX_COUNTED:
        return None
    counts = {
        name: Counter(
            row[name]
            for row in facts
            if all(_fits(row[other], value) for other, value in on.items() if other != name)
        )
        for name in FILTERS
    }
    counts["status"][OPEN] = sum(counts["status"][status] for status in OPEN_STATUSES)
    return counts


def _fits(value: object, asked: object) -> bool:
    return value in OPEN_STATUSES if asked == OPEN else value == asked
