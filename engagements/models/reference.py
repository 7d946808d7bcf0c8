"""Reference tables of the app: cohorts and the settings behind an engagement's dates."""

from typing import Self

from django.db import models
from django.db.models import Q

from engagements.enums import MilestoneKind, Party, Track
from sites.models.seats import SITE_ROLE_CHOICES


class Cohort(models.Model):
    """The sites that joined in one year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    name = models.CharField(max_length=60)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return self.name


class TrackLength(models.Model):
    """How long an engagement of a track lasts and when its phases change: a setting.

    A change applies to engagements opened afterward; running ones keep their dates.
    """

    track = models.CharField(max_length=12, choices=Track, primary_key=True)
    months = models.PositiveSmallIntegerField()
    onboarding_days = models.PositiveSmallIntegerField(
        default=90, help_text="Number of days imported engagements count as onboarding."
    )
    closing_days = models.PositiveSmallIntegerField(
        default=180, help_text="Number of days before the end when closing begins."
    )
    alumni_after_days = models.PositiveSmallIntegerField(
        default=365, help_text="Number of days after the end when a graduated site becomes alumni."
    )
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["track"]
        verbose_name = "track length"
        constraints = [
            models.CheckConstraint(name="a_track_lasts_a_while", condition=Q(months__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_track_display()}: {self.months} months"


class PopulationBand(models.Model):
    """The smallest population of a band of comparable sites: a setting.

    A band reaches up to the next one. Sites whose population isn't recorded are in none.
    """

    at_least = models.PositiveIntegerField(primary_key=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["at_least"]
        verbose_name = "population band"

    def __str__(self) -> str:
        return f"{self.at_least:,} or more people"


class MilestoneRule(models.Model):
    """How many days after the start a milestone is due: a setting."""

    kind = models.CharField(max_length=20, choices=MilestoneKind, primary_key=True)
    days_after_start = models.PositiveSmallIntegerField()
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["days_after_start"]
        verbose_name = "milestone rule"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: day {self.days_after_start}"


class CommitmentTemplateQuerySet(models.QuerySet["CommitmentTemplate"]):
    """A queryset of templates of commitments."""

    def offered(self) -> Self:
        """Load the templates people can use, with their steps, by name."""
        return self.filter(is_active=True).prefetch_related("steps").order_by("title")


class CommitmentTemplate(models.Model):
    """Commitments that are made together, such as a visit's checklist: a setting.

    A change applies to commitments made afterward; those already made stay as they are.
    """

    slug = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=120)
    help_text = models.CharField(max_length=240, blank=True, help_text="When to use it.")
    is_active = models.BooleanField(default=True, help_text="Whether people can use it.")
    source = models.TextField(blank=True)

    objects = CommitmentTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = "commitment template"

    def __str__(self) -> str:
        return self.title


class CommitmentTemplateStep(models.Model):
    """One commitment of a template: what, in whose seat, and how many business days after the start."""

    template = models.ForeignKey(CommitmentTemplate, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=240)
    owed_by = models.CharField(max_length=8, choices=Party, default=Party.SITE)
    role = models.CharField(
        max_length=30,
        blank=True,
        choices=SITE_ROLE_CHOICES,
        help_text="The seat whose holder owns it; empty for a person chosen when it is used.",
    )
    business_days = models.PositiveSmallIntegerField(
        help_text="Business days after the start, from 0 to 400."
    )

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = "step of a commitment template"
        verbose_name_plural = "steps of a commitment template"
        constraints = [
            models.CheckConstraint(
                name="a_template_step_is_within_400_days", condition=Q(business_days__lte=400)
            ),
            models.CheckConstraint(
                name="no_provider_owes_a_template_step", condition=~Q(owed_by=Party.PROVIDER)
            ),
        ]

    def __str__(self) -> str:
        return self.text
