"""Frozen reports of the program, and the figures restated afterward."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dashboards.enums import Period, ReportKind
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P

Figures = dict[str, list[dict[str, Any]]]
SLUG = r"^20[0-9]{2}-(q[1-4]|h[12])$"


class ReportQuerySet(models.QuerySet["Report"]):
    """A queryset of frozen reports."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every report to DOJ staff who read reports, and none to others; the database checks too."""
        return self if actor.is_system or P.REPORT_VIEW in actor.everywhere else self.none()

    def of(self, periods: Iterable[Period]) -> Self:
        """Load the frozen reports of some periods with who froze them."""
        return self.filter(period__in=[each.slug for each in periods]).select_related("frozen_by")

    def is_frozen(self, period: Period) -> bool:
        """Return whether the report of a period is frozen."""
        return self.filter(period=period.slug).exists()

    def for_list(self) -> Self:
        """Load what the list of reports shows."""
        return self.select_related("frozen_by").annotate(
            restated=models.Count("restatements__figure", distinct=True)
        )


class Report(models.Model):
    """The figures of a quarter or half year as they were on the day they were frozen; never changed."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.CharField(max_length=7, unique=True, help_text="Such as 2026-q3 or 2026-h1.")
    figures = models.JSONField(help_text="Tables with their rows, as counted when it was frozen.")
    changes = models.JSONField(default=list, help_text="What changed at the sites, as read then.")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at", "period"]
        constraints = [
            models.CheckConstraint(
                name="report_is_of_a_quarter_or_half_year", condition=Q(period__regex=SLUG)
            ),
        ]

    def __str__(self) -> str:
        return f"{ReportKind(self.span.kind).label}, {self.period}"

    def get_absolute_url(self) -> str:
        """Return the URL of the report's page."""
        return reverse("dashboards:report", args=[self.period])

    @property
    def span(self) -> Period:
        """The period it covers."""
        return cast("Period", Period.named(self.period))


class RestatementQuerySet(models.QuerySet["Restatement"]):
    """A queryset of restated figures."""

    def of_report(self, report: Report) -> Self:
        """Return the restatements of a report with who made them, oldest first."""
        return self.of_reports([report])

    def of_reports(self, reports: Iterable[Report]) -> Self:
        """Return the restatements of some reports with who made them, oldest first."""
        found = self.filter(report__in=[each.pk for each in reports])
        return found.select_related("made_by").order_by("number")


class Restatement(models.Model):
    """One figure of a frozen report corrected: the old value, the new one, and why; never changed."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="restatements")
    number = models.PositiveSmallIntegerField(help_text="Counted in each report, from 1.")
    figure = models.CharField(max_length=120, help_text="Table, row and column, with slashes.")
    old_value = models.DecimalField(max_digits=9, decimal_places=2)
    new_value = models.DecimalField(max_digits=9, decimal_places=2)
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = RestatementQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="restatements_follow_one_another"
            ),
            models.CheckConstraint(
                name="restatement_changes_a_figure",
                condition=~Q(old_value=models.F("new_value")) & Q(new_value__gte=0),
            ),
            models.CheckConstraint(name="restatement_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.new_value}, was {self.old_value}"


def values_of(figures: Figures) -> dict[str, Decimal]:
    """Return each figure of a report's tables by its key: table, row, and column."""
    return {
        f"{table}/{row['slug']}/{column}": Decimal(str(value))
        for table, rows in figures.items()
        for row in rows
        for column, value in row["figures"].items()
    }


def current(report: Report, restatements: Iterable[Restatement]) -> dict[str, Decimal]:
    """Return each figure of a report by its key, restated ones with their newest value."""
    return values_of(report.figures) | {each.figure: each.new_value for each in restatements}
