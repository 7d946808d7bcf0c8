"""Form nonces that were used."""

from datetime import datetime
from typing import Self

from django.db import models


class UsedNonceQuerySet(models.QuerySet["UsedNonce"]):
    """A queryset of used nonces."""

    def used_before(self, instant: datetime) -> Self:
        """Return the nonces used before that instant."""
        return self.filter(created_at__lt=instant)


class UsedNonce(models.Model):
    """A form that was sent, and where its response redirected."""

    nonce = models.CharField(max_length=64, primary_key=True)
    user_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    location = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    objects = UsedNonceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.path} at {self.created_at:%Y-%m-%d %H:%M}"
