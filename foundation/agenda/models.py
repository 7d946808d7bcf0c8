"""The address under which a calendar app reads a person's calendar."""

from typing import Self

from django.conf import settings
from django.db import models


class FeedQuerySet(models.QuerySet["Feed"]):
    """A queryset of feeds."""

    def of(self, user_id: int) -> Self:
        """Return the feed of one person."""
        return self.filter(user_id=user_id)

    def with_digest(self, digest: str) -> "Feed | None":
        """Return the feed with that digest and its owner, in one query."""
        return self.filter(digest=digest).select_related("user__organization").first()


class Feed(models.Model):
    """A person's calendar as a feed: one address each, stored hashed, with its owner's powers of the moment."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    digest = models.CharField(
        max_length=64, unique=True, help_text="Hash of the secret part of the address."
    )
    made_at = models.DateTimeField()

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_id} since {self.made_at:%Y-%m-%d}"
