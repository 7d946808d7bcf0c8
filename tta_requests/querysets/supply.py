"""Questions about providers."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from tta_requests.models import Provider


class ProviderQuerySet(models.QuerySet["Provider"]):
    """Providers."""

    def active(self) -> Self:
        """Those that take part in routing."""
        return self.filter(is_active=True)

    def real(self) -> Self:
        """Without the invented ones."""
        return self.filter(organisation__is_demo=False)

    def capable_of(self, core_area_id: int, kind: str) -> Self:
        """With a capability for that area and kind."""
        return self.filter(capabilities__core_area_id=core_area_id, capabilities__kind=kind)

    def absent_on(self, day: date) -> Self:
        """Away on that day."""
        return self.filter(absences__starts_on__lte=day, absences__ends_on__gte=day)

    def named(self, pk: int) -> "Provider":
        """That provider, with its name.

        Raises:
            Provider.DoesNotExist: when there is none.
        """
        return self.select_related("organisation").get(pk=pk)

    def locked_in_order(self) -> Self:
        """Locked in id order, so that two routings never wait for each other in a circle."""
        return self.select_for_update(of=("self",)).order_by("pk")
