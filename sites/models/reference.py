"""Data that is the same for every site: places, offices, core areas, principles, public forms."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.tenancy.constraints import is_list
from sites.enums import FederalAgency


class State(models.Model):
    """A state, the District of Columbia or a territory."""

    usps = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)
    fips = models.CharField(max_length=2)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A federal judicial district (28 U.S.C. chapter 5)."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=80)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="districts")
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FieldOfficeQuerySet(models.QuerySet["FieldOffice"]):
    """A queryset of federal field offices over time."""

    def open_on(self, day: date) -> Self:
        """Return the offices that existed on that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def of_agency(self, agency: str) -> Self:
        """Return the offices of one agency."""
        return self.filter(agency=agency)


class FieldOffice(models.Model):
    """A field office or division of a federal partner, with the days it existed."""

    agency = models.CharField(max_length=4, choices=FederalAgency)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80, blank=True)
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT)
    states_covered = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    objects = FieldOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="one_office_has_a_name"),
            models.CheckConstraint(
                name="an_office_covers_a_list_of_states", condition=is_list("states_covered")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoreAreaQuerySet(models.QuerySet["CoreArea"]):
    """A queryset of core areas with their effective dates."""

    def with_slugs(self, slugs: Iterable[str]) -> Self:
        """Return the core areas with one of the slugs."""
        return self.filter(slug__in=slugs)

    def in_force_on(self, day: date, *, also: int | None = None) -> Self:
        """Return the core areas in effect on that day, and the one that a row has already."""
        lasts = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
        return self.filter(lasts & Q(effective_from__lte=day) | Q(pk=also))


class CoreArea(models.Model):
    """An area of assistance with the dates it is in effect; there were seven until 2019."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=200)
    topics = models.JSONField(default=list, blank=True)
    federal_branch = models.JSONField(
        default=list, blank=True, help_text="Agencies asked first about requests in this area."
    )
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    objects = CoreAreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="a_core_area_has_lists",
                condition=is_list("topics") & is_list("federal_branch"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the URL of the area's public page."""
        return reverse("sites:core-area", args=[self.slug])


class PublicFormQuerySet(models.QuerySet["PublicForm"]):
    """A queryset of forms that the public fills in."""

    def in_force(self, slug: str, day: date) -> "PublicForm | None":
        """Return that form if it has an OMB control number that is valid on that day, else None."""
        return self.filter(slug=slug, expires_on__gte=day).exclude(omb_number="").first()


class PublicForm(models.Model):
    """What the Paperwork Reduction Act and the Privacy Act require on a public form.

    An agency may not conduct a collection without a valid OMB control number (44 U.S.C. 3507, 3512), and a
    form says on it why it asks (5 U.S.C. 552a(e)(3)). Administrators enter both.
    """

    slug = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=140)
    omb_number = models.CharField("OMB control number", max_length=20, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    burden_minutes = models.PositiveSmallIntegerField(default=5)
    privacy_statement = models.TextField(blank=True)

    objects = PublicFormQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title


class Principle(models.Model):
    """One of DOJ's five principles that run through the program."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=240)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
