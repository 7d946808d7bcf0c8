"""Queries on used nonces."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from foundation.workflow.models import UsedNonce


class UsedNonceQuerySet(models.QuerySet["UsedNonce"]):
    """Nonces of forms that were sent."""

    def used_before(self, instant: datetime) -> Self:
        """Old enough to be forgotten."""
        return self.filter(created_at__lt=instant)
