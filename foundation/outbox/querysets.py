"""Queries on durable work, as adjectives."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from foundation.outbox.enums import MessageState

if TYPE_CHECKING:
    from foundation.outbox.models import Job, Message


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages of the outbox."""

    def queued(self) -> Self:
        """Not handled yet."""
        return self.filter(state=MessageState.QUEUED)

    def dead(self) -> Self:
        """Given up; an administrator may replay them."""
        return self.filter(state=MessageState.DEAD)

    def due(self, now: datetime) -> Self:
        """Waiting, and their time has come."""
        return self.queued().filter(due_at__lte=now)

    def done_before(self, instant: datetime) -> Self:
        """Handled before an instant."""
        return self.filter(state=MessageState.DONE, done_at__lt=instant)


class JobQuerySet(models.QuerySet["Job"]):
    """Long jobs."""

    def of(self, user_id: int) -> Self:
        """Started by this user, newest first."""
        return self.filter(by_user=user_id).order_by("-id")

    def expired(self, now: datetime) -> Self:
        """No longer kept."""
        return self.filter(expires_at__lte=now)
