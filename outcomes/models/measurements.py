"""Measurements: what a site reported of a measure for a period, in versions that are never changed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Subquery

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.quarters import Quarter
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from outcomes.enums import ChangeKind, Qualifier
from outcomes.models.indicators import PERCENT
from outcomes.models.measures import SiteMeasure

PERSON = settings.AUTH_USER_MODEL
NUMBERS = ("is_reported", "value", "numerator", "denominator", "qualifier", "note")
# What a version says, and who entered it, never changes; only its place among versions and its check are written later.
SETTLED = (*NUMBERS, "site_id", "measure_id", "starts_on", "ends_on", "version", "entered_by_id")
CHANGED = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in SETTLED)
PLACES = Cursors(
    "measurements",
    lambda row: Position(row.starts_on, row.pk),
    read_at=date.fromisoformat,
)


class SiteMeasurementQuerySet(models.QuerySet["SiteMeasurement"]):
    """A queryset of measurements."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the measurements of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_site(self, site_id: int) -> Self:
        """Return the current measurements of one site with their measures, the newest period first."""
        found = self.current().filter(site_id=site_id).select_related("measure__indicator")
        return found.order_by("-starts_on", "pk")

    def of_measure(self, pk: UUID) -> Self:
        """Load a measure's measurements with people: the newest period first, and of it the newest version."""
        found = self.filter(measure_id=pk).select_related("entered_by", "verified_by")
        return found.order_by("-starts_on", "period", "-version")

    def of_measures(self, measures: Iterable[SiteMeasure]) -> Self:
        """Return the measurements of those measures."""
        return self.filter(measure__in=[each.pk for each in measures])

    def current(self) -> Self:
        """Return the newest version for each period."""
        return self.filter(is_current=True)

    def of_period(self, starts_on: date) -> Self:
        """Return the measurements for the period that begins on that day."""
        return self.filter(starts_on=starts_on)

    def newest_of(self, found: "SiteMeasurement") -> Self:
        """Find the newest version for the measure and period of one."""
        same = self.current().of_period(found.starts_on)
        return same.filter(measure=found.measure_id, period=found.period)

    def within(self, quarter: Quarter) -> Self:
        """Return the measurements for the quarter or its months."""
        return self.filter(starts_on__range=(quarter.first, quarter.last))

    def unverified(self) -> Self:
        """Return current numbers that someone entered and no one has verified."""
        return self.current().filter(is_reported=True, verified_by=None, entered_by__isnull=False)

    def reported(self) -> Self:
        """Return what has a number."""
        return self.filter(is_reported=True)

    def verified(self) -> Self:
        """Return what someone verified who had not entered it."""
        return self.filter(verified_by__isnull=False)

    def for_page(self) -> Self:
        """Load measurements with their measure, indicator, site, and people."""
        return self.select_related(
            "measure__indicator__core_area", "measure__site", "site", "entered_by", "verified_by"
        )

    def after(self, starts_on: date, pk: UUID) -> Self:
        """Return the rows that follow a row of a list in the order of ``by_period``."""
        version = Subquery(self.model.objects.filter(pk=pk).values("version"))
        later = Q(version__lt=version) | Q(version=version, pk__gt=pk)
        return self.filter(Q(starts_on__lt=starts_on) | Q(starts_on=starts_on) & later)

    def by_period(self) -> Self:
        """Return them in one order: the newest period first, and of it the newest version."""
        return self.order_by("-starts_on", "-version", "pk")


class SiteMeasurement(SiteScopedModel):
    """A version of what was reported of a measure for a period.

    ``is_reported`` is False where the site says that it has no number for the period, which is never 0. ``period``
    is what the program says of the period of an imported one, such as "since 2019", whose last day is then unknown.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    measure = models.ForeignKey(SiteMeasure, on_delete=models.PROTECT, related_name="measurements")
    starts_on = models.DateField(help_text="The first day of the period.")
    ends_on = models.DateField(null=True, blank=True, help_text="The last day, if it's known.")
    period = models.CharField(max_length=80, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    is_reported = models.BooleanField(default=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    numerator = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    note = models.CharField(max_length=200, blank=True)
    change = models.CharField(max_length=10, blank=True, choices=ChangeKind)
    reason = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    reported_order = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The place in the program's list of an imported one."
    )

    objects = SiteMeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="sitemeasurement_is_known_by_its_site"
            ),
            models.UniqueConstraint(
                fields=["site", "measure", "starts_on", "period"],
                condition=Q(is_current=True),
                name="a_period_has_one_current_measurement",
            ),
            models.UniqueConstraint(
                fields=["site", "measure", "starts_on", "period", "version"],
                name="a_measurement_has_each_version_once",
            ),
            models.UniqueConstraint(
                fields=["reported_order"], name="a_measurement_is_imported_once"
            ),
            models.CheckConstraint(
                name="only_a_reported_measurement_has_numbers",
                condition=Q(is_reported=False, value=None, numerator=None, denominator=None)
                | Q(is_reported=True, value__gte=0, numerator=None, denominator=None)
                | Q(is_reported=True, value=None, numerator__gte=0, denominator__gte=0),
            ),
            models.CheckConstraint(
                name="a_later_measurement_says_why",
                condition=Q(version=1, change="", reason="")
                | Q(version__gt=1) & ~Q(change="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_measurement_names_who_entered_it",
                condition=Q(reported_order__isnull=False, entered_by=None, verified_by=None)
                | Q(
                    reported_order=None,
                    entered_by__isnull=False,
                    entered_at__isnull=False,
                    ends_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="someone_else_verifies_a_measurement",
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False, is_reported=True)
                & ~Q(verified_by=F("entered_by")),
            ),
            SameSite(field="measure", name="measurement_is_of_its_measures_site"),
        ]
        indexes = [
            models.Index(fields=["measure", "-starts_on"], name="measurements_of_a_measure"),
            models.Index(fields=["site", "-entered_at"], name="measurements_of_a_site"),
            models.Index(fields=["site", "-verified_at"], name="verified_measurements"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_measurement_stands_still",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.reported_order IS NULL AND ({CHANGED})"),
            ),
            pgtrigger.Protect(
                name="a_verified_measurement_stays_so",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.verified_by_id IS NOT NULL AND"
                    " (OLD.verified_by_id IS DISTINCT FROM NEW.verified_by_id"
                    " OR OLD.verified_at IS DISTINCT FROM NEW.verified_at)"
                    " OR (NEW.is_current AND NOT OLD.is_current)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d}, version {self.version}"

    @property
    def number(self) -> Decimal | None:
        """The number in the indicator's unit: as reported, or computed from its two counts; None without one."""
        if self.value is not None or self.numerator is None or not self.denominator:
            return self.value
        share = self.numerator / self.denominator
        return share * 100 if self.measure.indicator.unit == PERCENT else share

    @property
    def is_imported(self) -> bool:
        """Whether the program reported it, so that no person entered or changes it."""
        return self.reported_order is not None
