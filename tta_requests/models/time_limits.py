"""Administrators' settings: how long the portal waits, and which reasons a letter may give."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from foundation.calendars.holidays import calendar_for
from tta_requests.enums import LimitKind, LimitUnit, ReasonFor


def limit_end(amount: int, unit: str, zone: str, start: datetime) -> datetime:
    """Return when so many days have passed: 17:00 of a business day in that time zone, or calendar days later."""
    if unit == LimitUnit.CALENDAR:
        return start + timedelta(days=amount)
    return calendar_for(zone).add_days(start, amount)


class TimeLimitQuerySet(models.QuerySet["TimeLimit"]):
    """Queries of time limits."""

    def of(self, kind: str) -> "TimeLimit":
        """Return the limit of a kind.

        Raises:
            TimeLimit.DoesNotExist: when the reference data was never loaded.
        """
        return self.get(kind=kind)


class TimeLimit(models.Model):
    """How long until the portal acts by itself; a setting, because no official figure was found (PRODUCT section 5)."""

    kind = models.CharField(max_length=20, choices=LimitKind, primary_key=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=13, choices=LimitUnit, default=LimitUnit.BUSINESS)

    objects = TimeLimitQuerySet.as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(name="a_limit_takes_time", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount} {self.get_unit_display()}"


class ReasonCodeQuerySet(models.QuerySet["ReasonCode"]):
    """Queries of the reasons that letters give."""

    def offered_for(self, step: str) -> Self:
        """Find the reasons in use for a step, in the order a form shows them."""
        return self.filter(step=step, is_active=True).order_by("order", "slug")


class ReasonCode(models.Model):
    """A reason that letters to sites give, with the paragraph such a letter starts from."""

    slug = models.SlugField(max_length=40, primary_key=True)
    step = models.CharField(max_length=10, choices=ReasonFor)
    label = models.CharField(max_length=120)
    paragraph = models.TextField(help_text="The paragraph for the message. The sender can edit it.")
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = ReasonCodeQuerySet.as_manager()

    class Meta:
        ordering = ["step", "order", "slug"]

    def __str__(self) -> str:
        return self.label
