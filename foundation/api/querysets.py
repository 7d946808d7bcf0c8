"""Questions about tokens and kept answers."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from foundation.api.models import AccessToken, KeptAnswer


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Tokens."""

    def of(self, user_id: int) -> Self:
        """One person's."""
        return self.filter(user_id=user_id)

    def live(self, at: datetime) -> Self:
        """Not ended at that instant."""
        return self.filter(expiry__gt=at)

    def ended_before(self, instant: datetime) -> Self:
        """Of no use since then."""
        return self.filter(expiry__lt=instant)

    def with_digest(self, digest: str) -> "AccessToken | None":
        """The one with that digest and its owner, in one query."""
        return self.filter(pk=digest).select_related("user").first()


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """Answers."""

    def made_before(self, instant: datetime) -> Self:
        """Old enough to be forgotten."""
        return self.filter(created_at__lt=instant)
