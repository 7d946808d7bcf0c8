"""Measures: the indicators that a site reports, and how it counts them."""

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.quarters import Quarter
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.words import Named
from outcomes.enums import Frequency, Reporter
from outcomes.models.indicators import Indicator

PERSON = settings.AUTH_USER_MODEL


class SiteMeasureQuerySet(models.QuerySet["SiteMeasure"]):
    """A queryset of the measures of sites."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the measures of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_site(self, site_id: int) -> Self:
        """Load a site's measures in the program's order."""
        return (
            self.filter(site_id=site_id).for_page().order_by("indicator__order", "sub_area", "pk")
        )

    def for_page(self) -> Self:
        """Load measures with their indicators, core areas, and sites."""
        return self.select_related("indicator__core_area", "site")

    def with_words(self, words: str) -> Self:
        """Return those whose name, part of the site, and site contain each word, however typed, by site."""
        found = self.filter(Named(("indicator__name", "sub_area", "site__name"), words))
        return found.for_page().order_by("site__name", "indicator__order", "sub_area", "pk")

    def in_use(self) -> Self:
        """Return the measures that the site still reports."""
        return self.filter(is_imported=False, ended_on=None)

    def like(self, other: "SiteMeasure") -> Self:
        """Return the other measures of the same site and indicator, for whatever part of the site."""
        return self.filter(site=other.site_id, indicator=other.indicator_id).exclude(pk=other.pk)

    def reported_in(self, quarter: Quarter) -> Self:
        """Return the measures that a site reports for a quarter."""
        running = Q(ended_on=None) | Q(ended_on__gte=quarter.last)
        return self.filter(running, is_imported=False, since__lte=quarter.first)


@pghistory.track()
class SiteMeasure(SiteScopedModel):
    """An indicator that a site reports, for the whole site or one part of it.

    ``since`` is the first day of the first quarter it is reported for, and ``ended_on`` the last day of the last one.
    An imported one has what the program reported, once: the site enters nothing.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    sub_area = models.CharField(
        max_length=80, blank=True, help_text="The part of the site; empty for the whole site."
    )
    counted_as = models.CharField(max_length=200, blank=True, help_text="How the site counts it.")
    source = models.CharField(max_length=200, help_text="Where the numbers come from.")
    frequency = models.CharField(max_length=7, choices=Frequency, default=Frequency.QUARTER)
    reporter = models.CharField(max_length=15, blank=True, choices=Reporter)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    is_imported = models.BooleanField(
        default=False, help_text="Whether the program reported it, and not the site."
    )
    chosen_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SiteMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "sub_area", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="measure_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "indicator", "sub_area", "is_imported"],
                condition=Q(ended_on=None),
                name="a_site_reports_a_measure_once",
            ),
            models.CheckConstraint(
                name="a_measure_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gt=F("since")),
            ),
            models.CheckConstraint(
                name="a_baseline_has_its_day",
                condition=Q(baseline=None, baseline_on=None)
                | Q(baseline__gte=0, baseline_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_measure_names_who_chose_and_enters_it",
                condition=Q(is_imported=True, chosen_by=None, reporter="")
                | Q(is_imported=False, chosen_by__isnull=False, chosen_at__isnull=False)
                & ~Q(reporter=""),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="a_measure_stays_what_it_counts",
                fields=["site", "indicator", "frequency", "is_imported", "since"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.sub_area}" if self.sub_area else str(self.indicator)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("outcomes:measure", args=[self.pk])
