"""What a job computed from the published figures of a site's agency."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from outcomes.computing.months import day_of, number_of
from outcomes.enums import FigureStatus, Measure
from outcomes.models.agencies import Agency
from outcomes.models.imports import Source
from sites.models import Site


class TrendQuerySet(models.QuerySet["Trend"]):
    """A queryset of trends: public facts, like the figures they are computed from."""

    def of_site(self, site: Site) -> Self:
        """Load a site's trends with sources, agencies, and the site: monthly ones first, each in order of measure."""
        found = self.filter(site=site).select_related("source", "agency", "site")
        return found.order_by("agency", "-per_year", "source", "measure")

    def others_than(self, pks: Collection[int]) -> Self:
        """Return the trends other than these."""
        return self.exclude(pk__in=pks)


class Trend(models.Model):
    """The counts of one source, agency, and measure in order of time, and how much they changed.

    A job computes every trend again each night and after each import, so the rows have no history. ``method`` names the
    version of the computation: decision 75 says what it does.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="trends")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=30, choices=Measure)
    per_year = models.PositiveSmallIntegerField(help_text="12 for months, 1 for years.")
    starts_on = models.DateField(help_text="The first day of the first period.")
    counts = models.JSONField(help_text="One for each period; null where nothing was reported.")
    missing = models.JSONField(
        default=dict,
        help_text="Why a period has no count, by its place from 0, where the file says more than "
        "that it wasn't reported.",
    )
    engaged_from = models.DateField(
        null=True, blank=True, help_text="The first day of the engagement that is compared."
    )
    engaged_to = models.DateField(null=True, blank=True, help_text="The last day.")
    start_is_assumed = models.BooleanField(
        default=False, help_text="Whether no announcement says when the engagement began."
    )
    other_terms = models.JSONField(
        default=list, help_text="The first and last days of the site's other engagements."
    )
    withdrawn_on = models.DateField(
        null=True, blank=True, help_text="Where every engagement that began was withdrawn."
    )
    latest_from = models.DateField(
        null=True, blank=True, help_text="The first day of the latest whole year."
    )
    latest = models.BigIntegerField(null=True, blank=True, help_text="What that year counts.")
    changes = models.JSONField(default=list, help_text="Against each baseline.")
    spread = models.FloatField(
        null=True, blank=True, help_text="Variance of months divided by their mean; 1 is Poisson."
    )
    is_too_wide = models.BooleanField(default=False, help_text="Months vary more than Poisson.")
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    rate = models.FloatField(null=True, blank=True, help_text="The latest year per 100,000.")
    share = models.JSONField(
        default=dict, help_text="Homicides cleared of those counted, in the latest year with both."
    )
    band = models.JSONField(default=dict, help_text="Similar sites; empty if too few.")
    method = models.CharField(max_length=20)
    computed_at = models.DateTimeField()

    objects = TrendQuerySet.as_manager()

    class Meta:
        ordering = ["site", "source", "agency", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "source", "agency", "measure", "per_year"],
                name="a_series_has_one_trend",
            ),
            models.CheckConstraint(
                name="a_trend_is_of_months_or_years", condition=Q(per_year__in=[1, 12])
            ),
            models.CheckConstraint(
                name="a_rate_says_of_how_many_people",
                condition=Q(rate=None)
                | Q(population__isnull=False, population_year__isnull=False)
                & ~Q(population_source=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}, {self.starts_on.year}"

    def terms(self) -> list[tuple[date, date]]:
        """Return the first and last days of the site's engagements, with the compared one last."""
        found = [
            (date.fromisoformat(first), date.fromisoformat(last))
            for first, last in self.other_terms
        ]
        if self.engaged_from and self.engaged_to:
            found.append((self.engaged_from, self.engaged_to))
        return found

    def is_beside(self, other: "Trend") -> bool:
        """Tell whether another trend is of the same agency, source, and length of periods."""
        return (self.agency_id, self.source_id, self.per_year) == (
            other.agency_id,
            other.source_id,
            other.per_year,
        )

    def continues(self, other: "Trend") -> bool:
        """Tell whether it has, by year, what another trend has by month, from the same publisher."""
        mine, theirs = self.source.publisher, other.source.publisher
        return (
            (self.agency_id, self.measure, mine) == (other.agency_id, other.measure, theirs)
            and self.per_year == 1 < other.per_year
            and mine != ""
        )

    def day_of(self, index: int) -> date:
        """Return the first day of a period, counted from the first one, which is 0."""
        return day_of(number_of(self.starts_on, self.per_year) + index, self.per_year)

    def index_of(self, day: date) -> int:
        """Return which period a day is in, counted from the first one, which is 0."""
        return number_of(day, self.per_year) - number_of(self.starts_on, self.per_year)

    def status_of(self, index: int) -> FigureStatus:
        """Return what the source says of a period, counted from the first one, which is 0."""
        if self.counts[index] is not None:
            return FigureStatus.REPORTED
        return FigureStatus(self.missing.get(str(index), FigureStatus.NOT_REPORTED))
