"""Published figures, each with its source, the file it came with, and the versions before it."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q

from outcomes.enums import FigureState, FigureStatus, Measure
from outcomes.models.agencies import Agency
from outcomes.models.imports import FigureImport, Source
from sites.models import Site


class FigureQuerySet(models.QuerySet["Figure"]):
    """A queryset of figures: public facts once their import is merged."""

    def current(self) -> Self:
        """Return the figures that count today."""
        return self.filter(state=FigureState.CURRENT)

    def of_source(self, source: Source) -> Self:
        """Return the figures of one source."""
        return self.filter(source=source)

    def of_agencies(self, agencies: Iterable[int]) -> Self:
        """Return the figures of agencies, by their keys."""
        return self.filter(agency__in=list(agencies))

    def of_site(self, site: Site) -> Self:
        """Load the current figures of a site's agencies with agencies and sources, in order of time."""
        found = self.current().filter(Q(agency__serves=site) | Q(agency__same_as__serves=site))
        order = ("source", "agency", "measure", "year", "month", "through")
        return found.select_related("agency", "source").order_by(*order)

    def of_sites(self) -> Self:
        """Return the current whole figures of agencies that serve a site, under every name they have."""
        served = Q(agency__serves__isnull=False) | Q(agency__same_as__serves__isnull=False)
        return self.current().whole().filter(served)

    def whole(self) -> Self:
        """Return the figures of a month or of a whole year."""
        year = Q(through=None) & (Q(months_reported=None) | Q(months_reported__gte=12))
        return self.filter(year | Q(month__isnull=False))

    def of_import(self, kept: FigureImport) -> Self:
        """Return the figures that came with a file."""
        return self.filter(came_with=kept)

    def before(self, figure: "Figure") -> Self:
        """Return the replaced versions before a figure, the last one first."""
        found = self.filter(
            source=figure.source_id,
            agency=figure.agency_id,
            measure=figure.measure,
            year=figure.year,
            month=figure.month,
            through=figure.through,
            state=FigureState.REPLACED,
            version__lt=figure.version,
        )
        return found.order_by("-version")


class Figure(models.Model):
    """What one source says of one agency, measure, and period. A restated figure is a new version.

    ``month`` is empty for a year. ``through`` is the last day of a count that covers only part of its year.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (state)"

    # An index of several columns begins with each of these two.
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="figures", db_index=False
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="figures", db_index=False
    )
    came_with = models.ForeignKey(
        FigureImport, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    measure = models.CharField(max_length=30, choices=Measure)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    through = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=FigureStatus)
    value = models.BigIntegerField(
        null=True, blank=True, help_text="Can be negative: a correction of earlier months."
    )
    months_reported = models.PositiveSmallIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(help_text="Its line in the file.")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=FigureState, default=FigureState.CURRENT)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["source", "agency", "measure", "year", "month", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "agency", "measure", "year", "month", "through"],
                condition=Q(state=FigureState.CURRENT),
                nulls_distinct=False,
                name="a_figure_has_one_current_version",
            ),
            models.CheckConstraint(
                name="only_a_reported_figure_has_a_value",
                condition=Q(status=FigureStatus.REPORTED, value__isnull=False)
                | (~Q(status=FigureStatus.REPORTED) & Q(value=None)),
            ),
            models.CheckConstraint(
                name="a_figures_month_is_a_month",
                condition=Q(month=None) | Q(month__range=(1, 12), through=None),
            ),
        ]
        indexes = [models.Index(fields=["agency", "measure", "year"], name="figures_of_an_agency")]

    def __str__(self) -> str:
        when = f"{self.year}-{self.month:02}" if self.month else str(self.year)
        return f"{self.get_measure_display()}, {when}"

    @property
    def is_partial(self) -> bool:
        """Whether it covers only part of its period."""
        is_short = self.months_reported is not None and self.months_reported < 12
        return self.month is None and (is_short or self.through is not None)
