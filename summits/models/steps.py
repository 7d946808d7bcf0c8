"""What was done with a summit: when, by whom, and why."""

import uuid
from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models

from foundation.accounts.actors import Actor
from summits.enums import StepKind
from summits.models.summits import Summit


class SummitStepQuerySet(models.QuerySet["SummitStep"]):
    """A queryset of steps."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every step for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_summit(self, pk: UUID) -> Self:
        """Return a summit's steps with the people who took them, newest first."""
        found = self.filter(summit_id=pk).select_related("made_by")
        return found.order_by("-made_at", "-pk")

    def of_kind(self, kind: StepKind) -> Self:
        """Return the steps of a kind."""
        return self.filter(step=kind)

    def of_kinds(self, kinds: Iterable[StepKind]) -> Self:
        """Return the steps of any of the kinds."""
        return self.filter(step__in=list(kinds))


class SummitStep(models.Model):
    """A step taken with a summit. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=StepKind)
    about = models.CharField(max_length=120, blank=True, help_text="What or whom it is about.")
    on = models.DateField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = SummitStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["summit", "made_at"], name="steps_of_a_summit")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.on:%Y-%m-%d}"
