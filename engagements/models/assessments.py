"""Assessments of a site, what they found, and how they were corrected."""

from typing import Any, Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from engagements.enums import AssessmentKind, ReportedOrigin
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models import CoreArea


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """A queryset of assessments."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the assessments of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_site(self, site_id: int) -> Self:
        """Load a site's assessments with findings and corrections, newest first."""
        return self.filter(site_id=site_id).for_page().order_by("-done_on", "-pk")

    def for_page(self) -> Self:
        """Load assessments with the site, findings, and corrections."""
        found = self.select_related("site", "core_area")
        return found.prefetch_related("findings", "corrections__made_by")


@pghistory.track()
class Assessment(SiteScopedModel):
    """An assessment of a site's work: what it looked into, when, and by whom."""

    kind = models.CharField(max_length=16, choices=AssessmentKind)
    title = models.CharField(max_length=160)
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()
    is_month_only = models.BooleanField(
        default=False, help_text="Whether only the month is known, not the day."
    )
    done_by = models.CharField(
        max_length=160, blank=True, help_text="The organization that did it."
    )
    origin = models.CharField(max_length=10, choices=ReportedOrigin, default=ReportedOrigin.PORTAL)
    source = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="assessment_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "title", "done_on"],
                condition=Q(origin=ReportedOrigin.IMPORTED),
                name="an_assessment_is_imported_once",
            ),
            models.CheckConstraint(
                name="an_imported_assessment_names_no_person",
                condition=~Q(origin=ReportedOrigin.IMPORTED) | Q(written_by=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_imported(self) -> bool:
        """Whether it was imported as the program reported it, so that nobody changes it."""
        return self.origin == ReportedOrigin.IMPORTED


class FindingQuerySet(models.QuerySet["Finding"]):
    """A queryset of findings."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the findings of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def to_choose(self, site_id: int) -> Self:
        """Load a site's findings with their assessments, for a choice."""
        found = self.filter(site_id=site_id, assessment__origin=ReportedOrigin.PORTAL)
        return found.select_related("assessment").order_by("-assessment__done_on", "place")

    def for_page(self) -> Self:
        """Load a finding with its site, and its assessment with its core area."""
        return self.select_related("site", "assessment__core_area")

    def of_assessment(self, assessment_id: UUID) -> Self:
        """Return the findings of an assessment in their order."""
        return self.filter(assessment_id=assessment_id).order_by("place")


@pghistory.track()
class Finding(SiteScopedModel):
    """One thing an assessment found."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="findings")
    place = models.PositiveSmallIntegerField(help_text="Its number in the assessment.")
    text = models.CharField(max_length=500)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["site", "id"], name="finding_is_known_by_its_site"),
            models.UniqueConstraint(
                fields=["site", "assessment", "place"], name="a_finding_has_a_number_of_its_own"
            ),
            SameSite(field="assessment", name="finding_is_of_its_assessments_site"),
        ]

    def __str__(self) -> str:
        return self.text


class AssessmentCorrectionQuerySet(models.QuerySet["AssessmentCorrection"]):
    """A queryset of corrections."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the corrections of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)


class AssessmentCorrection(SiteScopedModel):
    """What was wrong in an assessment or its findings: the former and the new values, by whom and why. Never changed."""

    DATABASE_PRIVILEGES = "SELECT, INSERT"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="corrections")
    reason = models.TextField()
    changes: "models.JSONField[Any, Any]" = models.JSONField(
        help_text="The former and the new value of each corrected field."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = AssessmentCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            SameSite(field="assessment", name="correction_is_of_its_assessments_site"),
        ]

    def __str__(self) -> str:
        return f"Correction, {self.made_at:%Y-%m-%d}"
