"""Milestones of an engagement, and the steps people took."""

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.db import models

from engagements.enums import LEFT_TO_CALENDAR, MilestoneKind, Step
from engagements.models.engagements import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    """A queryset of milestones of engagements opened in the portal."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the milestones of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def pending(self) -> Self:
        """Return the milestones not yet reached."""
        return self.filter(done_on__isnull=True)

    def due_between(self, first: date, last: date) -> Self:
        """Return the milestones due between two days, both included."""
        return self.filter(due_on__gte=first, due_on__lte=last)

    def of_open_engagements(self) -> Self:
        """Return milestones of engagements that are neither withdrawn nor graduated."""
        return self.filter(engagement__withdrawn_on=None, engagement__graduated_on=None)

    def under_way(self, day: date) -> Self:
        """Leave out milestones of engagements that have not begun, or are suspended on a day: none can be recorded."""
        begun = self.of_open_engagements().filter(engagement__onboarding_from__lte=day)
        return begun.exclude(engagement__in=Engagement.objects.suspended_on(day))

    def day_of(self, engagement: Engagement, kind: MilestoneKind) -> date | None:
        """Return the day on which an engagement reached a milestone; None if it hasn't."""
        found = self.filter(engagement=engagement, kind=kind, done_on__isnull=False)
        return found.values_list("done_on", flat=True).first()

    def for_page(self) -> Self:
        """Load the milestones with their engagements and sites."""
        return self.select_related("site", "engagement__site")

    def to_remind_of(self, first: date, last: date) -> Self:
        """Load pending milestones of open engagements due between two days, with these and their sites."""
        waiting = self.pending().under_way(clock.today("UTC")).due_between(first, last)
        return waiting.select_related("site", "engagement").order_by("due_on", "pk")


@pghistory.track(
    meta={
        "indexes": [
            models.Index(fields=["site", "-pgh_created_at"], name="milestone_changes_of_a_site")
        ]
    }
)
class Milestone(SiteScopedModel):
    """A milestone of an engagement: when it is due, and when it was reached."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=20, choices=MilestoneKind)
    due_on = models.DateField()
    first_due_on = models.DateField(
        null=True, blank=True, help_text="The day it was due before it first got a new date."
    )
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


class EngagementStepQuerySet(models.QuerySet["EngagementStep"]):
    """A queryset of the steps people took with engagements."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the steps of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_engagement(self, engagement: Engagement) -> Self:
        """Load an engagement's steps with who took them, newest first."""
        found = self.filter(engagement=engagement).select_related("made_by")
        return found.order_by("-made_at", "-pk")

    def can_undo(self, step: Step) -> bool:
        """Return whether a step is among them; one to alumni only if the calendar wasn't to make the site so since."""
        if step != Step.ALUMNI:
            return self.filter(step=step).exists()
        found = self.filter(step__in=(step, *LEFT_TO_CALENDAR)).values_list("step", flat=True)
        return found.first() == step

    def recording(self, milestone: Milestone) -> Self:
        """Return the steps that recorded a milestone or corrected its day."""
        return self.filter(step__in=(Step.REACHED, Step.CORRECTED), milestone=milestone.kind)


class EngagementStep(SiteScopedModel):
    """A step taken with an engagement: from which day, by whom and why. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=14, choices=Step)
    milestone = models.CharField(
        max_length=20, choices=MilestoneKind, blank=True, help_text="The milestone it is about."
    )
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
