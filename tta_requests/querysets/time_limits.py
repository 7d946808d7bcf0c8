"""Questions about what administrators set."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from tta_requests.models import ReasonCode, TimeLimit


class TimeLimitQuerySet(models.QuerySet["TimeLimit"]):
    """How long the portal waits."""

    def of(self, kind: str) -> "TimeLimit":
        """The limit of that kind.

        Raises:
            TimeLimit.DoesNotExist: when the reference data was never loaded.
        """
        return self.get(kind=kind)


class ReasonCodeQuerySet(models.QuerySet["ReasonCode"]):
    """Reasons of letters."""

    def offered_for(self, step: str) -> Self:
        """Those in use for a step, in the order a form shows them."""
        return self.filter(step=step, is_active=True).order_by("order", "slug")
