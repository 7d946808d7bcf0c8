"""Tokens that act for a person, and stored responses so that a repeated call runs once."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from knox.models import AbstractAuthToken

from foundation.api.enums import Scope

MAX_LIFE = timedelta(days=90)


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """A queryset of tokens."""

    def of(self, user_id: int) -> Self:
        """Return the tokens of one person."""
        return self.filter(user_id=user_id)

    def live(self, at: datetime) -> Self:
        """Return the tokens that have not expired at that instant."""
        return self.filter(expiry__gt=at)

    def ended_before(self, instant: datetime) -> Self:
        """Return the tokens that expired before that instant."""
        return self.filter(expiry__lt=instant)

    def with_digest(self, digest: str) -> "AccessToken | None":
        """Return the token with that digest and its owner, in one query."""
        return self.filter(pk=digest).select_related("user").first()


class AccessToken(AbstractAuthToken):  # type: ignore[misc]  # -- knox ships no types
    """A token of the API: hashed, valid for at most 90 days, with its owner's permissions."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, DELETE, UPDATE (used_at)"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    with_factor = models.BooleanField(
        default=False, help_text="Created in a session that had used a second factor."
    )
    created = models.DateTimeField()
    expiry = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False, help_text="To the hour.")

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_token_ends_within_90_days",
                condition=Q(expiry__gt=F("created"), expiry__lte=F("created") + MAX_LIFE),
            ),
            models.CheckConstraint(
                name="a_tokens_scope_is_known", condition=Q(scope__in=Scope.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        """Whether the token may change anything."""
        return self.scope == Scope.WRITE


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """A queryset of stored responses."""

    def made_before(self, instant: datetime) -> Self:
        """Return the responses stored before that instant."""
        return self.filter(created_at__lt=instant)


class KeptAnswer(models.Model):
    """The response to a call with an idempotency key, for its sender; deleted after two days."""

    key = models.CharField(
        max_length=64, primary_key=True, help_text="Hash of the person and the key."
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    claim = models.UUIDField(help_text="The call that created the row; other calls wait for it.")
    digest = models.CharField(max_length=64, help_text="Hash of the method, path, and body.")
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.created_at:%Y-%m-%d %H:%M}"
