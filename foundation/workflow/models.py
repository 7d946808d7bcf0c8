"""Form nonces that were used."""

from datetime import datetime
from typing import Self

from django.db import models


class UsedNonceQuerySet(models.QuerySet["UsedNonce"]):
    """Nonces of forms that were sent."""

    def used_before(self, instant: datetime) -> Self:
        """Old enough to be forgotten."""
        return self.filter(created_at__lt=instant)


class UsedNonce(models.Model):
    """A form that was sent, and where its answer led."""

    nonce = models.CharField(max_length=64, primary_key=True)
    user_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    location = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    objects = UsedNonceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.path} at {self.created_at:%Y-%m-%d %H:%M}"
