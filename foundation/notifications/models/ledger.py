"""The ledger of sent notices: each once for each person."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.notifications.enums import MailState

# The kind of the daily digest in the ledger.
DIGEST = "daily-digest"


class LedgerQuerySet(models.QuerySet["Ledger"]):
    """A queryset of the ledger."""

    def of_kind(self, kind: str) -> Self:
        """Return the entries of one kind of reminder or notice."""
        return self.filter(kind=kind)

    def fired(self, kind: str, keys: Iterable[str]) -> set[tuple[str, str, int]]:
        """Return key, step and recipient of what was sent already."""
        found = self.of_kind(kind).filter(key__in=set(keys))
        return set(found.values_list("key", "step", "recipient_id"))

    def after_step(self, entry: "Ledger") -> Self:
        """Return the later steps of the same thing to the same person."""
        same = self.filter(key=entry.key, recipient_id=entry.recipient_id, step__gt="")
        return same.filter(fired_at__gt=entry.fired_at)

    def fired_before(self, at: datetime, keys: Collection[str]) -> set[tuple[str, str]]:
        """Return key and step of what was sent before an instant; no query for no keys."""
        if not keys:
            return set()
        return set(self.filter(key__in=keys, fired_at__lt=at).values_list("key", "step"))

    def last_digest_of(self, user_id: int) -> "Ledger | None":
        """Return the last digest that was mailed to a person."""
        found = self.of_kind(DIGEST).filter(recipient_id=user_id, mail=MailState.SENT)
        return found.order_by("-mailed_at").first()

    def for_digest(self) -> Self:
        """Return entries with all that a digest's mail needs; one query."""
        return self.select_related("recipient__organization", "recipient__notification_preference")


class Ledger(models.Model):
    """One notice to one person, once; the row outlives the notice so that it is not sent again."""

    DATABASE_PRIVILEGES: ClassVar = "SELECT, INSERT, UPDATE (mail, mailed_at, content)"

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
    by_day = models.BooleanField(
        default=False,
        help_text="Its date is a day: the mail leaves in the reader's business hours.",
    )
    content = models.CharField(
        max_length=64, blank=True, help_text="What a digest said, hashed: none is sent twice."
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["key"], name="ledger_by_key")]
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
