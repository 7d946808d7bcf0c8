"""Files of assessments and plans, such as the report or the signed plan."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from engagements.models.assessments import Assessment
from engagements.models.plans import Plan
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.models import RemovableFile, RemovableFileQuerySet, removal_is_explained
from foundation.tenancy.constraints import SameSite


class EngagementFileQuerySet(RemovableFileQuerySet["EngagementFile"]):
    """A queryset of files of assessments and plans."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the files of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_plan(self, pk: UUID) -> Self:
        """Return the files of one plan, newest first."""
        return self.filter(plan_id=pk).order_by("-uploaded_at", "-pk")

    def of_assessment(self, pk: UUID) -> Self:
        """Return the files of one assessment, newest first."""
        return self.filter(assessment_id=pk).order_by("-uploaded_at", "-pk")

    def of_assessments(self, site_id: int) -> Self:
        """Return the files of a site's assessments, newest first."""
        found = self.filter(site_id=site_id, assessment__isnull=False)
        return found.order_by("-uploaded_at", "-pk")

    def for_page(self) -> Self:
        """Load files with what they belong to."""
        return self.select_related("site", "assessment__site", "plan__engagement__site")


class EngagementFile(RemovableFile):
    """A file of an assessment or of a plan, readable by the site's team and DOJ staff."""

    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )

    objects = EngagementFileQuerySet.as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["uploaded_at", "id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            models.CheckConstraint(
                name="an_engagement_file_is_of_one_assessment_or_plan",
                condition=Q(assessment__isnull=True, plan__isnull=False)
                | Q(assessment__isnull=False, plan__isnull=True),
            ),
            SameSite(field="assessment", name="assessment_file_is_of_its_assessments_site"),
            SameSite(field="plan", name="plan_file_is_of_its_plans_site"),
            removal_is_explained("a_removed_engagement_file_says_who_and_why"),
        ]
        indexes = [models.Index(fields=["site", "-uploaded_at"], name="engagement_files_of_a_site")]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("engagements:file", args=[self.pk])

    @property
    def of(self) -> Assessment | Plan:
        """What it belongs to."""
        found = self.assessment or self.plan
        if found is None:
            raise ValueError("The database keeps no file of nothing.")
        return found
