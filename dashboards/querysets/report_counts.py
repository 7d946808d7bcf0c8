"""Count what was logged in a period, for reports. Federal items are in no figure.

Rows are counted by keys: a join would look up the names of their site and core area for each of them.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Func,
    JSONField,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Extract

from dashboards.enums import Period
from dashboards.querysets.deliveries import OF_FEDERAL_ITEMS, but_federal, delivered_between
from engagements.enums import ReportedOrigin
from engagements.models import Commitment, PlanVersion, Recommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, end_of, start_of
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate
from sites.enums import Handling
from tta_requests.enums import OPEN_STATUSES, ClockState
from tta_requests.models import Clock, HoursEntry
from tta_requests.querysets import requests

NUMBER, TEXTS = BigIntegerField(), ArrayField(TextField())


class Counted(NamedTuple):
    """How many rows of a kind a site has, of the same core area, status, and principles.

    Attributes:
        what: what was counted, as the tables of a report name it.
        site: the site's key.
        area: the key of the core area; None of what has none, and of goals.
        area_name: of goals, the name of the core area, as the approved plan keeps it; otherwise empty.
        status: the status of requests, or the kind of clocks; otherwise empty.
        principles: the slugs of the principles that they name; of goals, the name, as the plan keeps it.
        n: how many there are; of clocks, those met by the deadline.
        m: people trained by deliveries, seconds worked, visits among updates, or clocks met late.
    """

    what: str
    site: int
    area: int | None
    area_name: str
    status: str
    principles: list[str]
    n: int
    m: int


def counts_of(period: Period, actor: Actor) -> list[Counted]:
    """Count what the actor may see of a period, in one statement.

    Arguments:
        period: whose days count, in Washington's zone.
        actor: the reader.
    """
    first, *others = _counts(period, actor)
    return [Counted(*row) for row in first.union(*others, all=True)]


class _Elements(Func):
    """Each element of a list in JSON, such as the goals of a version, as a row of its own."""

    function = "jsonb_array_elements"
    set_returning = True
    output_field = JSONField()


def _counts(period: Period, actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Yield the counts, all with the columns of ``Counted``."""
    begins, ends = start_of(period.first, OFFICIAL_ZONE), end_of(period.last, OFFICIAL_ZONE)
    yield from _of_requests(begins, ends, actor)
    yield from _of_days(period.first, period.last, actor)
    done = Commitment.objects.visible_to(actor).filter(but_federal())
    yield _row(done.filter(done_at__gte=begins, done_at__lt=ends), "commitments")
    found = Recommendation.objects.visible_to(actor).but_withdrawn()
    # Imported ones were written when the program reported them, whenever they were loaded.
    found = found.filter(origin=ReportedOrigin.PORTAL)
    found = found.filter(written_at__gte=begins, written_at__lt=ends)
    yield _row(found, "recommendations", area="core_area", principles="principles")
    seen = Clock.objects.visible_to(actor).filter(but_federal())
    met = seen.filter(state=ClockState.MET, stopped_at__gte=begins, stopped_at__lt=ends)
    kept, late = Q(stopped_at__lte=F("due_at")), Q(stopped_at__gt=F("due_at"))
    in_time, too_late = Count("pk", filter=kept), Count("pk", filter=late)
    yield _row(met, "clocks", status="kind", n=in_time, m=too_late)
    # What nobody has met is late as well, and would make a period look better the longer it waits.
    missed = Q(due_at__lt=ends, due_at__lte=clock.now())
    yield _row(seen.running().filter(missed), "overdue", status="kind")


def _of_requests(begins: datetime, ends: datetime, actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Count requests received and delivered between two instants, and those that are open now."""
    sent = requests.visible_to(actor).submitted().exclude(handling=Handling.FEDERAL)
    received = sent.filter(submitted_at__gte=begins, submitted_at__lt=ends)
    yield _row(received, "received", area="core_area", status="status", principles="principles")
    yield _row(sent.filter(status__in=OPEN_STATUSES), "open", area="core_area")
    delivered = delivered_between(begins, ends, actor)
    trained = Coalesce(Sum("people_trained"), 0, output_field=NUMBER)
    yield _row(delivered, "delivered", area="core_area", principles="principles", m=trained)


def _of_days(first: date, last: date, actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Count what has a day of its site: hours, updates, and the goals of the version of each plan that was approved last."""
    spent = HoursEntry.objects.visible_to(actor).standing().exclude(OF_FEDERAL_ITEMS)
    spent = spent.filter(worked_on__gte=first, worked_on__lte=last)
    seconds = Cast(Extract(Sum("spent"), "epoch"), NUMBER)
    yield _row(spent, "hours", area="request__core_area", m=seconds)
    logged = EngagementUpdate.objects.visible_to(actor).submitted().on_paper()
    logged = logged.filter(occurred_on__gte=first, occurred_on__lte=last)
    yield _row(logged, "updates", m=Count("pk", filter=Q(kind=UpdateKind.VISIT)))
    seen = PlanVersion.objects.visible_to(actor)
    approved = seen.filter(approved_on__gte=first, approved_on__lte=last)
    newest = approved.order_by("plan_id", "-number").distinct("plan_id")
    principle = Func(_of_goals("principle"), template="ARRAY[%(expressions)s]", output_field=TEXTS)
    goals = seen.filter(pk__in=newest.values("pk"))
    yield _row(goals, "goals", area_name=_of_goals("core_area"), principles=principle)


def _of_goals(key: str) -> Combinable:
    """Return a text of each goal of a version: a row for each goal."""
    return KeyTextTransform(key, _Elements(F("goals")))


def _row(
    rows: QuerySet[Any, Any],
    what: str,
    *,
    area: str | None = None,
    area_name: Combinable | str = "",
    status: str = "",
    principles: Combinable | str = "",
    n: Combinable | None = None,
    m: Combinable | None = None,
) -> QuerySet[Any, Any]:
    """Count rows by their site, and by core area, status, and principles, as far as they have them."""
    by = {
        "by_what": Value(what, TextField()),
        "by_site": F("site_id"),
        "by_area": Cast(F(area) if area else Value(None), NUMBER),
        "by_area_name": Cast(area_name or Value(""), TextField()),
        "by_status": Cast(F(status) if status else Value(""), TextField()),
        "by_principles": Cast(principles or Value([], TEXTS), TEXTS),
    }
    numbers = {"n_rows": n or Count("pk"), "m_rows": m or Value(0, NUMBER)}
    found: QuerySet[Any, Any] = rows.order_by().values(**by).annotate(**numbers)
    return found.values_list(*by, *numbers)
