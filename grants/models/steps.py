"""What was done with applications, by whom, and why."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from grants.enums import StepKind
from grants.models.applications import GrantApplication
from grants.models.rows import PERSON, OfSitesQuerySet


class GrantStepQuerySet(OfSitesQuerySet):
    """A queryset of steps."""

    def of_application(self, pk: UUID) -> Self:
        """Return an application's steps with the people, the latest first."""
        found = self.filter(application_id=pk).select_related("made_by")
        return found.order_by("-made_at", "-pk")

    def was_submitted(self) -> bool:
        """Return whether an application was submitted, and not taken up again since."""
        latest = self.filter(step__in=(StepKind.SUBMIT, StepKind.REOPEN)).first()
        return latest is not None and latest.step == StepKind.SUBMIT


class GrantStep(SiteScopedModel):
    """One step of an application."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT"

    application = models.ForeignKey(
        GrantApplication, on_delete=models.PROTECT, related_name="steps"
    )
    step = models.CharField(max_length=9, choices=StepKind)
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = GrantStepQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            SameSite(field="application", name="step_is_of_its_grant_applications_site"),
        ]
        indexes = [models.Index(fields=["site", "-made_at"], name="grant_steps_of_a_site")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.application_id}"
