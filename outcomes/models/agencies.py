"""Agencies that report crime figures."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from outcomes.enums import Match
from sites.models import Site, State


class AgencyQuerySet(models.QuerySet["Agency"]):
    """A queryset of agencies: public facts, the same for everyone."""

    def with_site(self) -> Self:
        """Load the sites the agencies serve."""
        return self.select_related("serves")

    def to_review(self) -> Self:
        """Return agencies that a person has to tell from the known ones, by state and name."""
        found = self.filter(match=Match.TO_REVIEW).select_related("state", "found_in")
        return found.order_by("state", "name", "pk")

    def named_in_files(self) -> Self:
        """Return agencies that files name without an ORI, reviewed or not."""
        return self.filter(ori="").select_related("state", "found_in", "same_as")

    def known(self) -> Self:
        """Return agencies that another name can mean."""
        return self.exclude(match__in=[Match.TO_REVIEW, Match.SAME])

    def like(self, agency: "Agency") -> Self:
        """Return known agencies of the same state, which a name can mean."""
        return self.known().filter(state=agency.state_id).exclude(pk=agency.pk).order_by("name")

    def of_sites(self) -> Self:
        """Return the agencies that serve a site."""
        return self.filter(serves__isnull=False)

    def serving(self, site: Site) -> Self:
        """Return the agencies whose figures are a site's, under every name they have."""
        return self.filter(Q(serves=site) | Q(same_as__serves=site))


class Agency(models.Model):
    """An agency as published files name it. Without an ORI it is known only in the source that names it."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    ori = models.CharField("ORI", max_length=9, blank=True)
    name = models.CharField(max_length=160)
    key = models.CharField(max_length=200, help_text="Its name, folded for comparison.")
    state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    county = models.CharField(max_length=80, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    serves = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_agencies"
    )
    match = models.CharField(max_length=10, choices=Match, default=Match.KNOWN)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="other_names"
    )
    found_in = models.ForeignKey(
        "outcomes.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["ori"], condition=~Q(ori=""), name="an_ori_is_of_one_agency"
            ),
            models.UniqueConstraint(
                fields=["found_in", "state", "county", "key"],
                condition=Q(ori=""),
                nulls_distinct=False,
                name="an_agency_without_ori_is_named_once_a_source",
            ),
            models.CheckConstraint(
                name="another_name_says_of_which_agency",
                condition=Q(match=Match.SAME, same_as__isnull=False)
                | (~Q(match=Match.SAME) & Q(same_as=None)),
            ),
            models.CheckConstraint(
                name="an_agencys_population_names_its_year",
                condition=Q(population=None) | Q(population_year__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["match", "state"], name="agencies_by_match")]

    def __str__(self) -> str:
        return f"{self.name}, {self.state_id}" if self.state_id else self.name
