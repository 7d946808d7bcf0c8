"""Count what was logged in a period, for reports. Federal items are in no figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

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
from django.db.models.functions import Cast, Extract
from django.utils.text import slugify

from dashboards.enums import DEMO, Period
from dashboards.models import Report, Restatement
from dashboards.models.reports import Figures, values_of
from dashboards.querysets.deliveries import OF_FEDERAL_ITEMS, ONCE, deliveries_of
from dashboards.querysets.report_changes import Change, changes_of
from dashboards.querysets.report_sheets import Sheet
from engagements.enums import ReportedOrigin
from engagements.models import Commitment, PlanVersion, Recommendation
from foundation.accounts.actors import Actor
from foundation.calendars.days import OFFICIAL_ZONE, end_of, start_of
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate
from sites.enums import Handling
from sites.models import CoreArea, Principle
from sites.models.principles import Unnested
from tta_requests.enums import OPEN_STATUSES, ClockKind, ClockState, Status
from tta_requests.models import Clock, HoursEntry, TTARequest
from tta_requests.querysets import requests

SECONDS = 3600  # of an hour


@dataclass(frozen=True, slots=True)
class Found:
    """The report of a period as a reader finds it.

    Attributes:
        period: the period.
        report: the frozen report; None for a preview.
        restated: its restatements, oldest first.
        figures: its tables, as frozen or as counted just now.
        changes: what changed at the sites, as frozen or as read just now.
        before: the frozen report of the period before; None while there is none.
    """

    period: Period
    report: Report | None
    restated: Sequence[Restatement]
    figures: Figures
    changes: Sequence[Change] = ()
    before: "Found | None" = None

    @property
    def version(self) -> int:
        """Its version: 1 when it was frozen, one more for each restatement; 0 for a preview."""
        return len(self.restated) + 1 if self.report else 0

    def at(self, version: int) -> "Found":
        """Return the report as it was in an earlier version, or as it is."""
        return replace(self, restated=self.restated[: version - 1]) if self.report else self

    @property
    def values(self) -> dict[str, Decimal]:
        """Each figure by its key, restated ones with their newest value."""
        return values_of(self.figures) | {each.figure: each.new_value for each in self.restated}


def report_of(period: Period, actor: Actor) -> Found:
    """Find the frozen report of a period with its restatements, or count a preview."""
    frozen = _frozen([period, period.before], actor)
    found = frozen.get(period)
    if found is None:
        counted, changes = figures_of(period, actor), changes_of(period, actor)
        found = Found(period, None, [], counted, changes)
    return replace(found, before=frozen.get(period.before))


def frozen_of(period: Period, actor: Actor) -> Found | None:
    """Find the frozen report of a period with its restatements; None before it is frozen."""
    return _frozen([period], actor).get(period)


def _frozen(periods: Sequence[Period], actor: Actor) -> dict[Period, Found]:
    """Find the frozen reports of some periods with their restatements, in two statements."""
    reports = list(Report.objects.visible_to(actor).of(periods))
    restated = list(Restatement.objects.of_reports(reports)) if reports else []
    return {
        each.span: Found(
            each.span,
            each,
            [row for row in restated if row.report_id == each.pk],
            each.figures,
            each.changes,
        )
        for each in reports
    }


class _Elements(Func):
    """Each element of a list in JSON, such as the goals of a version, as a row of its own."""

    function = "jsonb_array_elements"
    set_returning = True
    output_field = JSONField()


def figures_of(period: Period, actor: Actor) -> Figures:
    """Count what the actor may see of a period, in one statement and the names of core areas and principles.

    Requests are counted by the day they were submitted, a delivery by the day it was confirmed, both in
    Washington's days; hours and updates by the day that was entered. Demonstration sites are counted in tables
    of their own.
    """
    sheet = Sheet()
    names = _names()
    areas = {name: slug for what, slug, name in names if what == "area"}
    principles = {slug: name for what, slug, name in names if what == "principle"}
    by_name = {name: slug for slug, name in principles.items()}
    first, *others = [*_counts(period, actor), *_by_principle(period, actor)]
    for what, is_demo, *row in first.union(*others, all=True):
        area, area_name, site, site_name, status, principle, n, m = row
        whose = DEMO if is_demo else ""
        value = m / SECONDS if what == "hours" else n
        if what == "goals":  # an approved version keeps names, not slugs
            area = areas.get(area_name, slugify(area_name))
            principle = by_name.get(principle, "")
        if what == "clocks":
            label = str(ClockKind(status).label)
            sheet.add(f"{whose}clocks", status, label, "kept", n)
            sheet.add(f"{whose}clocks", status, label, "late", m)
        elif status:
            label = str(Status(status).label)
            sheet.add(f"{whose}states", status, label, "requests", value)
        if area:
            sheet.add(f"{whose}areas", area, area_name, what, value)
        if principle in principles:
            sheet.add(f"{whose}principles", principle, principles[principle], what, value)
        if site:
            sheet.add(f"{whose}sites", site, site_name, what, value)
            sheet.add(f"{whose}sites", site, site_name, "visits", m if what == "updates" else 0)
    return sheet.figures()


def _counts(period: Period, actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Yield the counts, all with the same columns: what, whether of demonstration sites, area, site, state, principle, and two numbers."""
    begins, ends = _instants(period)
    yield _row(_received(period, actor), "received", area="core_area", status="status")
    yield _row(_sent(actor).filter(status__in=OPEN_STATUSES), "open", area="core_area")
    delivered = _delivered(period, actor)
    yield _row(delivered, "delivered", area="request__core_area", site=True, n=ONCE)
    taught = TTARequest.objects.filter(pk__in=delivered.values("request"))
    taught = taught.filter(people_trained__isnull=False)
    yield _row(taught, "trained", area="core_area", n=Sum("people_trained"))
    spent = HoursEntry.objects.visible_to(actor).exclude(OF_FEDERAL_ITEMS)
    spent = spent.filter(worked_on__gte=period.first, worked_on__lte=period.last)
    seconds = Cast(Extract(Sum("spent"), "epoch"), BigIntegerField())
    yield _row(spent, "hours", area="request__core_area", site=True, m=seconds)
    logged = EngagementUpdate.objects.visible_to(actor).submitted().on_paper()
    logged = logged.filter(occurred_on__gte=period.first, occurred_on__lte=period.last)
    yield _row(logged, "updates", site=True, m=Count("pk", filter=Q(kind=UpdateKind.VISIT)))
    done = Commitment.objects.visible_to(actor).exclude(OF_FEDERAL_ITEMS)
    yield _row(done.filter(done_at__gte=begins, done_at__lt=ends), "commitments", site=True)
    yield _row(_recommended(period, actor), "recommendations", area="core_area")
    yield _row(_approved(period, actor), "goals", area_name=_of_goals("core_area"))
    met = Clock.objects.visible_to(actor).exclude(OF_FEDERAL_ITEMS)
    met = met.filter(state=ClockState.MET, stopped_at__gte=begins, stopped_at__lt=ends)
    kept, late = Q(stopped_at__lte=F("due_at")), Q(stopped_at__gt=F("due_at"))
    in_time, too_late = Count("pk", filter=kept), Count("pk", filter=late)
    yield _row(met, "clocks", status="kind", n=in_time, m=too_late)


def _by_principle(period: Period, actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Yield the counts of what names principles, once under each that it names."""
    named, once = Unnested(F("principles")), Count("pk", distinct=True)
    yield _row(_received(period, actor), "received", principle=named, n=once)
    delivered = _delivered(period, actor)
    yield _row(delivered, "delivered", principle=Unnested(F("request__principles")), n=ONCE)
    yield _row(_recommended(period, actor), "recommendations", principle=named, n=once)
    yield _row(_approved(period, actor), "goals", principle=_of_goals("principle"))


def _names() -> list[tuple[str, str, str]]:
    """Load the slugs and names of every core area and principle, in one statement."""
    areas = CoreArea.objects.order_by().values_list(Value("area"), "slug", "name")
    principles = Principle.objects.order_by().values_list(Value("principle"), "slug", "name")
    return list(areas.union(principles, all=True))


def _instants(period: Period) -> tuple[datetime, datetime]:
    return start_of(period.first, OFFICIAL_ZONE), end_of(period.last, OFFICIAL_ZONE)


def _sent(actor: Actor) -> QuerySet[Any, Any]:
    return requests.visible_to(actor).submitted().exclude(handling=Handling.FEDERAL)


def _received(period: Period, actor: Actor) -> QuerySet[Any, Any]:
    begins, ends = _instants(period)
    return _sent(actor).filter(submitted_at__gte=begins, submitted_at__lt=ends)


def _delivered(period: Period, actor: Actor) -> QuerySet[Any, Any]:
    begins, ends = _instants(period)
    return deliveries_of(actor).filter(created_at__gte=begins, created_at__lt=ends)


def _recommended(period: Period, actor: Actor) -> QuerySet[Any, Any]:
    begins, ends = _instants(period)
    found = Recommendation.objects.visible_to(actor)
    # Imported ones were written when the program reported them, whenever they were loaded.
    found = found.filter(origin=ReportedOrigin.PORTAL)
    return found.filter(written_at__gte=begins, written_at__lt=ends)


def _approved(period: Period, actor: Actor) -> QuerySet[Any, Any]:
    """Find the version of each plan that was approved last in the period, in days of its site."""
    seen = PlanVersion.objects.visible_to(actor)
    approved = seen.filter(approved_on__gte=period.first, approved_on__lte=period.last)
    newest = approved.order_by("plan_id", "-number").distinct("plan_id")
    return seen.filter(pk__in=newest.values("pk"))


def _of_goals(key: str) -> Combinable:
    """Return a text of each goal of a version: a row for each goal."""
    return KeyTextTransform(key, _Elements(F("goals")))


def _row(
    rows: QuerySet[Any, Any],
    what: str,
    *,
    area: str = "",
    area_name: Combinable | None = None,
    site: bool = False,
    status: str = "",
    principle: Combinable | None = None,
    n: Combinable | None = None,
    m: Combinable | None = None,
) -> QuerySet[Any, Any]:
    """Count rows by whether their site is made up, and by core area, site, state, and principle, as far as they have them."""
    by = {
        "by_what": Value(what, TextField()),
        "by_demo": F("site__is_demo"),
        "by_area": _text(f"{area}__slug" if area else ""),
        "by_area_name": Cast(area_name, TextField())
        if area_name
        else _text(f"{area}__name" if area else ""),
        "by_site": _text("site__slug" if site else ""),
        "by_site_name": _text("site__name" if site else ""),
        "by_status": _text(status),
        "by_principle": Cast(principle or Value(""), TextField()),
    }
    numbers = {"n_rows": n or Count("pk"), "m_rows": m or Value(0, BigIntegerField())}
    found: QuerySet[Any, Any] = rows.order_by().values(**by).annotate(**numbers)
    return found.values_list(*by, *numbers)


def _text(name: str) -> Cast:
    return Cast(F(name) if name else Value(""), TextField())
