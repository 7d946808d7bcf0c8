"""Count what was logged in a period, for reports. Federal items are in no figure."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from dashboards.enums import TABLES, Period
from foundation.accounts.actors import Actor
from foundation.calendars.days import OFFICIAL_ZONE, end_of, start_of
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate
from sites.enums import Handling
from tta_requests.enums import OPEN_STATUSES, Status
from tta_requests.models import Commitment, Entry, HoursEntry
from tta_requests.models.visibility import of_visible_requests
from tta_requests.querysets import requests

AN_HOUR = timedelta(hours=1)
AREA = ("request__core_area__slug", "request__core_area__name")
SITE = ("site__slug", "site__name")
OF_FEDERAL_ITEMS = Q(request__handling=Handling.FEDERAL)
Figures = dict[str, list[dict[str, Any]]]


class _Sheet:
    """The figures of a report while they are added up."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._values: dict[tuple[str, str, str], float] = defaultdict(int)

    def add(self, table: str, slug: str, name: str, column: str, value: float) -> None:
        """Add to one figure, whose row is made when it is first named."""
        if value:
            self._names[table, slug] = name
            self._values[table, slug, column] += value

    def figures(self) -> Figures:
        """Return every table with its rows by name, all columns filled in."""
        return {
            table: [
                {
                    "slug": slug,
                    "name": name,
                    "figures": {
                        column: round(self._values[table, slug, column], 2) for column in columns
                    },
                }
                for (of, slug), name in sorted(self._names.items(), key=lambda each: each[1])
                if of == table
            ]
            for table, (_, _, columns) in TABLES.items()
        }


def figures_of(period: Period, actor: Actor) -> Figures:
    """Count what the actor may see of a period, in five statements.

    Requests are counted by the day they were submitted, a delivery by the day it was confirmed, both in
    Washington's days; hours and updates by the day that was entered.
    """
    sheet = _Sheet()
    begins, ends = start_of(period.first, OFFICIAL_ZONE), end_of(period.last, OFFICIAL_ZONE)
    _requests(sheet, actor, Q(submitted_at__gte=begins, submitted_at__lt=ends))
    delivered = Entry.objects.filter(
        of_visible_requests(actor),
        kind="confirm-delivery",
        created_at__gte=begins,
        created_at__lt=ends,
    )
    counted = delivered.exclude(OF_FEDERAL_ITEMS).order_by().values(*AREA, *SITE)
    for row in counted.annotate(n=Count("request", distinct=True)):
        _of_request(sheet, row, "delivered", row["n"])
    spent = HoursEntry.objects.visible_to(actor).exclude(OF_FEDERAL_ITEMS)
    spent = spent.filter(worked_on__gte=period.first, worked_on__lte=period.last)
    for row in spent.order_by().values(*AREA, *SITE).annotate(total=Sum("spent")):
        _of_request(sheet, row, "hours", row["total"] / AN_HOUR)
    logged = EngagementUpdate.objects.visible_to(actor).submitted()
    logged = logged.filter(occurred_on__gte=period.first, occurred_on__lte=period.last)
    visits = Count("pk", filter=Q(kind=UpdateKind.VISIT))
    for row in logged.order_by().values(*SITE).annotate(n=Count("pk"), visits=visits):
        _of_site(sheet, row, "updates", row["n"])
        _of_site(sheet, row, "visits", row["visits"])
    done = Commitment.objects.visible_to(actor).exclude(OF_FEDERAL_ITEMS)
    done = done.filter(done_at__gte=begins, done_at__lt=ends)
    for row in done.order_by().values(*SITE).annotate(n=Count("pk")):
        _of_site(sheet, row, "commitments", row["n"])
    return sheet.figures()


def _requests(sheet: _Sheet, actor: Actor, in_period: Q) -> None:
    seen = requests.visible_to(actor).submitted().exclude(handling=Handling.FEDERAL).order_by()
    columns = ("core_area__slug", "core_area__name", "status")
    for row in seen.values(*columns).annotate(n=Count("pk"), received=Count("pk", filter=in_period)):
        area, status = (row["core_area__slug"], row["core_area__name"]), Status(row["status"])
        if area[0]:
            sheet.add("areas", *area, "received", row["received"])
            if status in OPEN_STATUSES:
                sheet.add("areas", *area, "open", row["n"])
        sheet.add("states", status.value, str(status.label), "requests", row["received"])


def _of_request(sheet: _Sheet, row: dict[str, Any], column: str, value: float) -> None:
    sheet.add("areas", row[AREA[0]], row[AREA[1]], column, value)
    _of_site(sheet, row, column, value)


def _of_site(sheet: _Sheet, row: dict[str, Any], column: str, value: float) -> None:
    sheet.add("sites", row[SITE[0]], row[SITE[1]], column, value)
