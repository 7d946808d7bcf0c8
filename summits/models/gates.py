"""What a summit must have by which day, and how long before it begins."""

import uuid
from typing import Self
from uuid import UUID

import pghistory
from django.db import models

from foundation.accounts.actors import Actor
from summits.enums import GateKind
from summits.models.summits import OVER, Summit


class LeadTime(models.Model):
    """How many days before a summit a gate is due; summits already planned keep their days."""

    kind = models.CharField(primary_key=True, max_length=12, choices=GateKind)
    days_before = models.PositiveSmallIntegerField()
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-days_before"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days_before} days before"


class GateQuerySet(models.QuerySet["Gate"]):
    """A queryset of gates."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every gate for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_summit(self, pk: UUID) -> Self:
        """Return a summit's gates in the order in which they are due."""
        return self.filter(summit_id=pk).order_by("due_on", "kind")

    def of_kind(self, kind: str) -> Self:
        """Return the gates of a kind."""
        return self.filter(kind=kind)

    def waiting(self) -> Self:
        """Return the gates that aren't passed, of summits that aren't over, due first."""
        found = self.filter(done_on=None).exclude(summit__status__in=OVER)
        return found.select_related("summit").order_by("due_on", "kind")


@pghistory.track()
class Gate(models.Model):
    """An approval, or a step, that a summit needs by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="gates")
    kind = models.CharField(max_length=12, choices=GateKind)
    due_on = models.DateField()
    filed_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    objects = GateQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["summit", "kind"], name="a_summit_has_one_gate_of_a_kind"
            ),
            models.CheckConstraint(
                name="a_gate_is_filed_before_it_is_passed",
                condition=models.Q(filed_on=None)
                | models.Q(done_on=None)
                | models.Q(done_on__gte=models.F("filed_on")),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="gates_by_due_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, due {self.due_on:%Y-%m-%d}"
