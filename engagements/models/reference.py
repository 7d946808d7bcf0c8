"""Reference tables of the app: cohorts and the settings behind an engagement's dates."""

from django.db import models
from django.db.models import Q

from engagements.enums import MilestoneKind, Track


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
