"""The round of applications for a cohort, and what an agency must meet to apply."""

import uuid
from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from foundation.accounts.actors import Actor
from foundation.calendars import clock


class Moments(Func):
    """PostgreSQL's ``tstzrange(first, last)``: the last moment is outside."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class RoundQuerySet(models.QuerySet["Round"]):
    """A queryset of rounds: program rows that everyone may read, as the Apply page shows them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every round: its times are public."""
        return self

    def open_at(self, at: datetime) -> Self:
        """Return the round that takes applications at a moment, if there is one."""
        found = self.alias(ends=Coalesce("extended_to", "closes_at"))
        return found.filter(opens_at__lte=at, ends__gt=at)

    def closing_between(self, first: datetime, last: datetime) -> Self:
        """Return the rounds whose deadline is at a moment or later, and before another, with it as ``ends``."""
        found = self.annotate(ends=Coalesce("extended_to", "closes_at"))
        return found.filter(ends__gte=first, ends__lt=last).order_by("ends", "pk")

    def closed_at(self, at: datetime) -> Self:
        """Return the rounds whose deadline has passed at a moment, in order."""
        found = self.alias(ends=Coalesce("extended_to", "closes_at"))
        return found.filter(ends__lte=at).order_by("pk")

    def ahead(self, at: datetime) -> Self:
        """Return the rounds that open after a moment, the next one first."""
        return self.filter(opens_at__gt=at).order_by("opens_at")


@pghistory.track()
class Round(models.Model):
    """When agencies may apply for one cohort. Moments are UTC; the zone says how they are shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort_year = models.PositiveSmallIntegerField(unique=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(
        help_text="The first deadline; an extension doesn't change it."
    )
    time_zone = models.CharField(max_length=40, default="America/New_York")
    extended_to = models.DateTimeField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-cohort_year"]
        constraints = [
            models.CheckConstraint(
                name="a_round_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="an_extension_is_later_and_has_a_reason",
                condition=Q(extended_to=None, extension_reason="")
                | (Q(extended_to__gt=F("closes_at")) & ~Q(extension_reason="")),
            ),
            ExclusionConstraint(
                name="one_round_is_open_at_a_time",
                expressions=[
                    (
                        Moments("opens_at", Coalesce("extended_to", "closes_at")),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_year} cohort"

    @property
    def deadline(self) -> datetime:
        """The moment when it closes, extension included."""
        return self.extended_to or self.closes_at

    def is_open(self, at: datetime) -> bool:
        """Return whether it takes applications at a moment; the deadline itself is too late."""
        return self.opens_at <= at < self.deadline


class Requirement(models.Model):
    """What an agency confirms before it applies. A setting: an administrator edits it."""

    slug = models.SlugField(max_length=40, primary_key=True)
    question = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.question
