"""An export: what was requested, by whom, its progress, and where the file is stored."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from foundation.exports.enums import Format
from foundation.files.models import KeptContent
from foundation.outbox.enums import JobState
from foundation.outbox.models import Job


class ExportQuerySet(models.QuerySet["Export"]):
    """A queryset of exports."""

    def of(self, user_id: int | None) -> Self:
        """Return the exports of one person, newest first, with their jobs."""
        return self.filter(user_id=user_id).select_related("job").order_by("-job_id")

    def running(self) -> Self:
        """Return the exports being written."""
        return self.filter(job__state=JobState.RUNNING)

    def expired(self, now: datetime) -> Self:
        """Return the exports that have expired."""
        return self.filter(expires_at__lte=now)


class Export(KeptContent):
    """One export of one person; row security hides it from everyone else."""

    LIFETIME: ClassVar = timedelta(days=3)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=40, help_text="The exported list.")
    query = models.TextField(blank=True, help_text="The list's filters, as in its address.")
    narrowed = models.JSONField(
        null=True,
        blank=True,
        help_text="The same in words, as labels and values; empty for exports from before it was saved.",
    )
    format = models.CharField(max_length=4, choices=Format)
    scope = models.CharField(
        max_length=64, help_text="Hash of what the person could see when they requested it."
    )
    place = models.TextField(blank=True, help_text="Position of the last row written.")
    written = models.PositiveBigIntegerField(
        default=0, help_text="Number of bytes in the unfinished file that are complete."
    )
    content = models.CharField(  # type: ignore[assignment]  # -- none before it is written
        max_length=32, unique=True, null=True, editable=False
    )
    size = models.PositiveBigIntegerField(default=0, help_text="In bytes.")
    expires_at = models.DateTimeField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-job_id"]
        constraints = [
            models.CheckConstraint(
                name="export_format_is_known", condition=models.Q(format__in=Format.values)
            ),
        ]
        indexes = [models.Index(fields=["user", "-job"], name="exports_of_a_person")]

    def __str__(self) -> str:
        return f"{self.what} as {self.format}"

    @property
    def is_running(self) -> bool:
        """Whether the export is being written."""
        return self.job.state == JobState.RUNNING

    def is_ready(self, now: datetime) -> bool:
        """Return whether the file can be downloaded."""
        return bool(self.content) and now < self.expires_at
