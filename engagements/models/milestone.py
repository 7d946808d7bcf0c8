"""What an engagement passes on its way, and what people did to it."""

import pghistory
from django.conf import settings
from django.db import models

from engagements.enums import MilestoneKind, Step
from engagements.models.engagement import Engagement
from engagements.querysets import EngagementStepQuerySet, MilestoneQuerySet
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel


@pghistory.track()
class Milestone(SiteScopedModel):
    """A point on an engagement's way: when it is due, and when it was reached."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=20, choices=MilestoneKind)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "engagement", "kind"], name="an_engagement_passes_a_milestone_once"
            ),
            SameSite(field="engagement", name="milestone_is_of_its_engagements_site"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, due {self.due_on:%Y-%m-%d}"


class EngagementStep(SiteScopedModel):
    """What was done to an engagement, from which day, by whom and why. Rows are never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=14, choices=Step)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = EngagementStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            SameSite(field="engagement", name="step_is_of_its_engagements_site"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.on:%Y-%m-%d}"
