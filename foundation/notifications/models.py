"""The ledger of sent notices, the notices in inboxes, and mail preferences."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.notifications.enums import MailState, MailWish, NoticeKind, Priority


class LedgerQuerySet(models.QuerySet["Ledger"]):
    """A queryset of the ledger."""

    def of_kind(self, kind: str) -> Self:
        """Return the entries of one kind of reminder or notice."""
        return self.filter(kind=kind)

    def fired(self, kind: str, keys: Iterable[str]) -> set[tuple[str, str, int]]:
        """Return key, step and recipient of what was sent already."""
        found = self.of_kind(kind).filter(key__in=set(keys))
        return set(found.values_list("key", "step", "recipient_id"))


class Ledger(models.Model):
    """One notice to one person, once; the row outlives the notice so that it is not sent again."""

    DATABASE_PRIVILEGES: ClassVar = "SELECT, INSERT, UPDATE (mail, mailed_at)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=60)
    key = models.CharField(max_length=160, help_text="Identifies the notice, so it's sent once.")
    step = models.CharField(max_length=40, blank=True, help_text="Escalation step, such as 80.")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=300)
    gate = models.CharField(
        max_length=40, blank=True, help_text="The question that is asked again when mail is sent."
    )
    thing = models.CharField(
        max_length=120, blank=True, help_text="The key of what the question is about."
    )
    due_on = models.DateField(null=True, blank=True)
    fired_at = models.DateTimeField()
    mail = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "step", "recipient"], name="a_notice_reaches_a_person_once"
            ),
            models.CheckConstraint(
                name="a_sent_mail_has_its_time",
                condition=Q(mail="sent", mailed_at__isnull=False)
                | (~Q(mail="sent") & Q(mailed_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.key})"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """A queryset of notices in people's inboxes."""

    def of(self, user_id: int) -> Self:
        """Return the notices to one person; the index begins with this condition."""
        return self.filter(recipient_id=user_id)

    def unread(self) -> Self:
        """Return the notices not marked as read."""
        return self.filter(read_at__isnull=True)

    def of_kind(self, kind: str) -> Self:
        """Return notices with a deadline, or news without one; all notices for an empty kind."""
        if not kind:
            return self
        news = Q(due_line="")
        return self.filter(news if kind == NoticeKind.NEWS else ~news)

    def made_by(self, instant: datetime) -> Self:
        """Return the notices in the inbox at that instant."""
        return self.filter(created_at__lte=instant)

    def for_inbox(self) -> Self:
        """Return notices newest first, with the reason they were sent; one query."""
        return self.select_related("entry").order_by("-created_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the notices that follow that notice in the inbox."""
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk), created_at__lte=at)

    def for_mail(self) -> Self:
        """Return notices with all that their mail needs; one query."""
        return self.select_related(
            "entry",
            "recipient__organization",
            "recipient__notification_preference",
        )


class Notification(models.Model):
    """A notice in a person's inbox.

    ``title`` and ``body`` of a private item are written without its text. Only ``read_at`` ever
    changes. ``subject`` is not a column: the inbox fills in the item's title for a reader who can
    see the item.
    """

    DATABASE_PRIVILEGES: ClassVar = "SELECT, INSERT, UPDATE (read_at)"

    entry = models.OneToOneField(
        Ledger, primary_key=True, on_delete=models.PROTECT, related_name="notification"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    site = models.ForeignKey(
        "sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=240)
    body = models.CharField(max_length=600, blank=True)
    due_line = models.CharField(
        max_length=240, blank=True, help_text="The deadline, and any days skipped."
    )
    url = models.CharField(max_length=300)
    action = models.CharField(max_length=60, help_text="The action it asks for, as a verb.")
    weight = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    subject = ""

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-entry"], name="inbox_of_a_person"),
            models.Index(
                fields=["recipient"], name="inbox_unread", condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        """Whether the notice is not marked as read."""
        return self.read_at is None

    @property
    def number(self) -> str:
        """The number of the item the notice is about, with which the title begins."""
        return self.title.partition(":")[0]

    @property
    def why(self) -> str:
        """The reason why the reader gets the notice."""
        return self.entry.why


class Preference(models.Model):
    """A person's mail preferences; the defaults apply without a row."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notification_preference",
    )
    email = models.CharField(max_length=10, choices=MailWish, default=MailWish.AT_ONCE)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_hours_have_both_ends",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (
                    Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~Q(quiet_from=F("quiet_until"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.email}"
