"""Messages to be handled, and long jobs with their progress. No sites' data, only ids."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from foundation.outbox.enums import JobState, Lane, MessageState


class MessageQuerySet(models.QuerySet["Message"]):
    """A queryset of outbox messages."""

    def queued(self) -> Self:
        """Return the messages not handled yet."""
        return self.filter(state=MessageState.QUEUED)

    def dead(self) -> Self:
        """Return the failed messages, which an administrator may replay."""
        return self.filter(state=MessageState.DEAD)

    def unfinished(self, kind: str) -> Self:
        """Return the messages of a kind that wait or have failed; their two small indexes find them."""
        return self.filter(Q(state=MessageState.QUEUED) | Q(state=MessageState.DEAD), kind=kind)

    def due(self, now: datetime) -> Self:
        """Return the queued messages whose time has come."""
        return self.queued().filter(due_at__lte=now)

    def done_before(self, instant: datetime) -> Self:
        """Return the messages handled before an instant."""
        return self.filter(state=MessageState.DONE, done_at__lt=instant)


class Message(models.Model):
    """One piece of work to be done after the transaction that wrote it."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField()
    lane = models.SmallIntegerField(choices=Lane, default=Lane.NORMAL)
    due_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # Only for mail. While it is being sent, due_at is the end of the lease.
    sending = models.BooleanField(default=False, db_default=False)
    gives_up_at = models.DateTimeField(null=True, blank=True)
    maybe_sent = models.SmallIntegerField(
        default=0,
        db_default=0,
        help_text="How many times the mail server may have accepted it without confirming.",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["lane", "due_at", "id"], name="outbox_next", condition=Q(state="queued")
            ),
            models.Index(fields=["due_at"], name="outbox_oldest_due", condition=Q(state="queued")),
            models.Index(fields=["done_at"], name="outbox_done", condition=Q(state="done")),
            models.Index(fields=["id"], name="outbox_dead", condition=Q(state="dead")),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_has_its_time_when_done",
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.key})"


class MailGate(models.Model):
    """The mail gate: taken by a lease, closed while the mail server is unavailable."""

    DATABASE_PRIVILEGES: ClassVar = "SELECT, INSERT, UPDATE"

    name = models.CharField(primary_key=True, max_length=20)
    busy_until = models.DateTimeField()
    failures = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class JobQuerySet(models.QuerySet["Job"]):
    """A queryset of long jobs."""

    def of(self, user_id: int) -> Self:
        """Return the jobs started by one person, newest first."""
        return self.filter(by_user=user_id).order_by("-id")

    def expired(self, now: datetime) -> Self:
        """Return the jobs whose result is no longer kept."""
        return self.filter(expires_at__lte=now)


class Job(models.Model):
    """A long job that a person waits for: import, export, PDF."""

    LIFETIME: ClassVar = timedelta(days=7)

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=100)
    args = models.JSONField(default=dict)
    by_user = models.BigIntegerField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=100, blank=True)
    errors = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.RUNNING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["by_user", "-id"], name="job_of_user")]
        constraints = [
            models.CheckConstraint(
                name="job_does_not_exceed_its_total", condition=Q(done__lte=models.F("total"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def fraction(self) -> float:
        """The share that is done, 0 to 1; an empty job is complete from the start."""
        return self.done / self.total if self.total else 1.0
