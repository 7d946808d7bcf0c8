"""The answers of an application: requirements, and a self-assessment for each core area."""

import uuid
from typing import Self
from uuid import UUID

from django.db import models

from applications.enums import Level
from applications.models.applications import Application
from applications.models.rounds import Requirement
from sites.models import CoreArea


class EligibilityAnswerQuerySet(models.QuerySet["EligibilityAnswer"]):
    """A queryset of answers about requirements."""

    def of_application(self, pk: UUID) -> Self:
        """Return an application's answers with their requirements, in order."""
        found = self.filter(application_id=pk).select_related("requirement")
        return found.order_by("requirement__order", "pk")


class EligibilityAnswer(models.Model):
    """Whether the agency meets a requirement, as it says."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    is_met = models.BooleanField()

    objects = EligibilityAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "requirement"], name="a_requirement_is_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id}: {'yes' if self.is_met else 'no'}"


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    """A queryset of self-assessments."""

    def of_application(self, pk: UUID) -> Self:
        """Return an application's self-assessment with the core areas, in order."""
        found = self.filter(application_id=pk).select_related("core_area")
        return found.order_by("core_area__name", "pk")


class SelfAssessment(models.Model):
    """Where the agency sees itself in one core area."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assessments"
    )
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "core_area"], name="a_core_area_is_assessed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.core_area_id}: {self.level}"
