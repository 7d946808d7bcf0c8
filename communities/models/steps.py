"""What was done with a community: when, by whom, and why."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q

from communities.enums import StepKind
from communities.models.communities import Community
from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Cursors, Position

STEPS = Cursors("communities.steps", lambda row: Position(row.made_at, row.pk))


class CommunityStepQuerySet(models.QuerySet["CommunityStep"]):
    """A queryset of steps."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every step for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return a community's steps with the people who took them, newest first."""
        found = self.filter(community_id=pk).select_related("made_by")
        return found.order_by("-made_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the steps after that one in the order of ``STEPS``."""
        return self.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=pk))


class CommunityStep(models.Model):
    """A step taken with a community. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=StepKind)
    about = models.CharField(max_length=200, blank=True, help_text="What it is about.")
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = CommunityStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["community", "made_at"], name="steps_of_a_community")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.made_at:%Y-%m-%d}"
