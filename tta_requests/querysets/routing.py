"""Questions about routing."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from tta_requests.models import RoutingException, Weights


class WeightsQuerySet(models.QuerySet["Weights"]):
    """Versions of the weights."""

    def in_force(self) -> "Weights":
        """The newest version."""
        return self.order_by("-version")[0]


class RoutingExceptionQuerySet(models.QuerySet["RoutingException"]):
    """Requests that a person must place."""

    def open(self) -> Self:
        """Not placed yet."""
        return self.filter(closed_at__isnull=True)
