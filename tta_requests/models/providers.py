"""Providers: who can help, with what, and how much they can take on."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from foundation.accounts.models import Organization, User
from foundation.accounts.roles import PROVIDER
from foundation.tenancy.constraints import is_list
from sites.models import CoreArea, State
from tta_requests.enums import CapabilityLevel, Kind, Urgency


class ProviderQuerySet(models.QuerySet["Provider"]):
    """Queries of providers."""

    def active(self) -> Self:
        """Find providers that take part in routing."""
        return self.filter(is_active=True)

    def staffed(self) -> Self:
        """Those with somebody who can sign in and answer."""
        people = User.objects.filter(organization_id=OuterRef("pk"), is_active=True)
        return self.filter(Exists(people))

    def unstaffed(self) -> Self:
        """Those with nobody who can sign in."""
        people = User.objects.filter(organization_id=OuterRef("pk"), is_active=True)
        return self.filter(~Exists(people))

    def real(self) -> Self:
        """Leave out invented demonstration providers."""
        return self.filter(organization__is_demo=False)

    def absent_on(self, day: date) -> Self:
        """Find providers that are away on that day."""
        return self.filter(absences__starts_on__lte=day, absences__ends_on__gte=day)

    def named(self, pk: int) -> "Provider":
        """Return one provider, with its organization's name.

        Raises:
            Provider.DoesNotExist: when there is none.
        """
        return self.select_related("organization").get(pk=pk)

    def of(self, organizations: Iterable[int]) -> "Provider | None":
        """Return the provider among the organizations, or None, with what its own page shows."""
        own = self.filter(pk__in=list(organizations)).select_related("organization", "home_state")
        return own.prefetch_related("capabilities__core_area").first()

    def in_order(self) -> Self:
        """Order by id, the order in which they are locked, so that two routings can't deadlock."""
        return self.order_by("pk")


class Provider(models.Model):
    """A provider of assistance, and its load in a row that is locked while places are assigned."""

    organization = models.OneToOneField(
        Organization,
        db_column="organisation_id",
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="provider",
        limit_choices_to={"role": PROVIDER.slug},
    )
    kind = models.CharField(max_length=40, blank=True)
    role = models.TextField(blank=True, help_text="As shown in the source.")
    source = models.TextField(blank=True)
    is_active = models.BooleanField(
        default=False, help_text="Included in routing. Real providers start with this off."
    )
    home_state = models.ForeignKey(
        State, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    states_served = models.JSONField(
        default=list, blank=True, help_text="Postal codes; an empty list means every state."
    )
    places = models.PositiveSmallIntegerField(
        default=0, help_text="Requests it can work on at one time."
    )
    places_held = models.PositiveSmallIntegerField(default=0, editable=False)
    hours_a_month = models.PositiveSmallIntegerField(default=0)
    federal_clearance = models.BooleanField(
        default=False, help_text="Can be offered federal items."
    )
    last_assigned_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name"]
        constraints = [
            models.CheckConstraint(
                name="provider_holds_no_more_than_its_places",
                condition=Q(places_held__lte=F("places")),
            ),
            models.CheckConstraint(
                name="provider_serves_a_list_of_states", condition=is_list("states_served")
            ),
        ]

    def __str__(self) -> str:
        return self.organization.name

    @property
    def name(self) -> str:
        """The organization's name."""
        return self.organization.name


class Capability(models.Model):
    """How well a provider does one kind of work in one core area."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="capabilities")
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    level = models.PositiveSmallIntegerField(choices=CapabilityLevel)

    class Meta:
        verbose_name_plural = "capabilities"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "core_area", "kind"], name="a_capability_is_rated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.core_area}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Queries of absences."""

    def of(self, organizations: Iterable[int]) -> Self:
        """Find the absences of the organizations, by first day."""
        return self.filter(provider_id__in=list(organizations)).order_by("starts_on", "pk")

    def not_over(self, today: date) -> Self:
        """Find current and future absences."""
        return self.filter(ends_on__gte=today)


class Absence(models.Model):
    """Days on which a provider takes on nothing new, from the first through the last."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=140, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_absence_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(
                fields=["provider", "starts_on", "ends_on"], name="an_absence_is_listed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class OfferingQuerySet(models.QuerySet["Offering"]):
    """Queries of the catalog."""

    def in_use(self) -> Self:
        """Find offerings that can be requested now, by name."""
        return self.filter(is_active=True).select_related("core_area").order_by("name")

    def in_area(self, core_area_id: int) -> Self:
        """Find offerings in one core area."""
        return self.filter(core_area_id=core_area_id)

    def named(self, slug: str) -> "Offering | None":
        """Return the offering with that slug, or None."""
        return self.filter(slug=slug).first() if slug else None


class Offering(models.Model):
    """An offering of the catalog: help the program is known to give, what it needs, and how to request it."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    urgency = models.CharField(
        max_length=10,
        choices=Urgency,
        default=Urgency.EXPEDITED,
        help_text="The default urgency. Clocks follow from it.",
    )
    summary = models.TextField()
    prerequisites = models.TextField(blank=True, help_text="What the site must prepare.")
    hours = models.PositiveSmallIntegerField(help_text="The provider's usual effort.")
    source = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="an_offering_says_what_it_is", condition=~Q(summary="")),
        ]

    def __str__(self) -> str:
        return self.name


def workers_of(provider: str, co_leads: Iterable[str]) -> str:
    """Return the names of the provider and of agencies that do the work with it; empty before there are any."""
    return " with ".join(filter(None, [provider, " and ".join(co_leads)]))
