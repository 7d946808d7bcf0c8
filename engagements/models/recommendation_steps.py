"""The steps taken with recommendations, and the evidence that the work was done."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from engagements.enums import RecommendationStepKind
from engagements.models.recommendations import Recommendation
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel

PERSON = settings.AUTH_USER_MODEL
# Steps that set the repeating check.
CHECKS = (RecommendationStepKind.IMPLEMENTED, RecommendationStepKind.CHECKED)
# Steps after which new evidence is needed.
SETBACKS = (
    RecommendationStepKind.SENT_BACK,
    RecommendationStepKind.LAPSED,
    RecommendationStepKind.RESTARTED,
)


class OfRecommendation(models.QuerySet[Any]):  # of two models
    """The shared queries of rows that belong to a recommendation."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_recommendation(self, pk: UUID) -> Self:
        """Load a recommendation's rows with the people who made them, newest first."""
        found = self.filter(recommendation_id=pk).select_related("made_by")
        return found.order_by("-made_at", "-pk")


class EvidenceQuerySet(OfRecommendation):
    """A queryset of evidence."""

    def with_files(self) -> Self:
        """Load the lines with their files, in the order they came."""
        return self.prefetch_related("files")

    def since_last_setback(self, pk: UUID) -> Self:
        """Return a recommendation's evidence made after it was last sent back, lapsed or restarted."""
        steps = RecommendationStep.objects.of_recommendation(pk).filter(step__in=SETBACKS)
        since = steps.values_list("made_at", flat=True).first()
        found = self.of_recommendation(pk)
        return found.filter(made_at__gt=since) if since else found


class RecommendationStepQuerySet(OfRecommendation):
    """A queryset of steps taken with recommendations."""

    def last_check_of(self, pk: UUID) -> date | None:
        """Return the day of a recommendation's last check, or of its implementation if that is later."""
        days = self.filter(recommendation_id=pk, step__in=CHECKS).values_list("on", flat=True)
        return days.order_by("-on").first()


class Evidence(SiteScopedModel):
    """One line that shows a recommendation was carried out. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="evidence"
    )
    text = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="evidence_is_known_by_its_site"),
            SameSite(field="recommendation", name="evidence_is_of_its_recommendations_site"),
        ]

    def __str__(self) -> str:
        return self.text


class RecommendationStep(SiteScopedModel):
    """A step taken with a recommendation: what, from which day, by whom and why. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="steps"
    )
    step = models.CharField(max_length=12, choices=RecommendationStepKind)
    on = models.DateField()
    reason = models.TextField(blank=True)
    changes: "models.JSONField[Any, Any]" = models.JSONField(
        default=dict, blank=True, help_text="The former and the new value of each changed field."
    )
    made_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = RecommendationStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            SameSite(field="recommendation", name="step_is_of_its_recommendations_site"),
        ]
        indexes = [
            models.Index(fields=["site", "-made_at"], name="recommendation_steps_of_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.on:%Y-%m-%d}"
