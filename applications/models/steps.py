"""What was done with an application: when, by whom, and why."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models

from applications.enums import Status
from applications.models.applications import Application


class ApplicationStepQuerySet(models.QuerySet["ApplicationStep"]):
    """A queryset of steps."""

    def of_application(self, pk: UUID) -> Self:
        """Return an application's steps with the people who took them, newest first."""
        found = self.filter(application_id=pk).select_related("made_by")
        return found.order_by("-made_at", "-pk")


class ApplicationStep(models.Model):
    """A step taken with an application. Never changed, and deleted only with what was never submitted."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, help_text="The verb of the lifecycle's table.")
    target = models.CharField(max_length=12, choices=Status)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ApplicationStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["application", "made_at"], name="steps_of_an_application")]

    def __str__(self) -> str:
        return f"{self.get_target_display()}, {self.made_at:%Y-%m-%d}"
