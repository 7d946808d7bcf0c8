"""Queries on notices, as adjectives."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from foundation.notifications.enums import NoticeKind

if TYPE_CHECKING:
    from foundation.notifications.models import Ledger, Notification


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notices in people's inboxes."""

    def of(self, user_id: int) -> Self:
        """Addressed to this person; the condition the index begins with."""
        return self.filter(recipient_id=user_id)

    def unread(self) -> Self:
        """Not marked as read."""
        return self.filter(read_at__isnull=True)

    def of_kind(self, kind: str) -> Self:
        """With a deadline, or news that asks for nothing by a day; all of them for none."""
        if not kind:
            return self
        news = Q(due_line="")
        return self.filter(news if kind == NoticeKind.NEWS else ~news)

    def made_by(self, instant: datetime) -> Self:
        """In the inbox at that instant."""
        return self.filter(created_at__lte=instant)

    def for_inbox(self) -> Self:
        """Newest first, with why they were sent; one query."""
        return self.select_related("entry").order_by("-created_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """What follows that notice in the inbox."""
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk), created_at__lte=at)

    def for_mail(self) -> Self:
        """With all that a mail needs; one query."""
        return self.select_related("entry", "recipient", "recipient__notification_preference")


class LedgerQuerySet(models.QuerySet["Ledger"]):
    """What was fired."""

    def of_kind(self, kind: str) -> Self:
        """Fired by one kind of reminder or notice."""
        return self.filter(kind=kind)
