"""Questions about providers."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from tta_requests.models import Absence, Offering, Provider


class ProviderQuerySet(models.QuerySet["Provider"]):
    """Providers."""

    def active(self) -> Self:
        """Those that take part in routing."""
        return self.filter(is_active=True)

    def real(self) -> Self:
        """Without the invented ones."""
        return self.filter(organization__is_demo=False)

    def absent_on(self, day: date) -> Self:
        """Away on that day."""
        return self.filter(absences__starts_on__lte=day, absences__ends_on__gte=day)

    def named(self, pk: int) -> "Provider":
        """That provider, with its name.

        Raises:
            Provider.DoesNotExist: when there is none.
        """
        return self.select_related("organization").get(pk=pk)

    def of(self, organizations: Iterable[int]) -> "Provider | None":
        """The one that is one of the organizations, with what its own page shows."""
        own = self.filter(pk__in=list(organizations)).select_related("organization", "home_state")
        return own.prefetch_related("capabilities__core_area").first()

    def in_order(self) -> Self:
        """In id order, in which they are locked: two routings never wait for each other in a circle."""
        return self.order_by("pk")


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """When providers are away."""

    def of(self, organizations: Iterable[int]) -> Self:
        """Those of the organizations, by their day."""
        return self.filter(provider_id__in=list(organizations)).order_by("starts_on", "pk")

    def not_over(self, today: date) -> Self:
        """Now or to come."""
        return self.filter(ends_on__gte=today)


class OfferingQuerySet(models.QuerySet["Offering"]):
    """The catalog."""

    def in_use(self) -> Self:
        """What can be asked for now, by name."""
        return self.filter(is_active=True).select_related("core_area").order_by("name")

    def in_area(self, core_area_id: int) -> Self:
        """Of one core area."""
        return self.filter(core_area_id=core_area_id)

    def named(self, slug: str) -> "Offering | None":
        """That one, if it is among these."""
        return self.filter(slug=slug).first() if slug else None
