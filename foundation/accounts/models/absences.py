"""The days when someone covers for a person."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from foundation.accounts.models.people import User
from foundation.calendars.days import ZONE_SLACK


class AwayQuerySet(models.QuerySet["Away"]):
    """Absences of people, each with the person who covers."""

    def of(self, user_id: int) -> Self:
        """Return the absence of one person."""
        return self.filter(person_id=user_id).select_related("stands_in")

    def covered_by(self, user_id: int, at: datetime) -> Self:
        """Return absences, now or planned, that one person covers."""
        planned = self.filter(stands_in_id=user_id, until__gte=at.date() - ZONE_SLACK)
        return planned.select_related("person").order_by("away_from", "pk")

    def stand_ins(self, people: Iterable[int], at: datetime) -> set[int]:
        """Return ids of those who cover for the people away at an instant, in their time zones."""
        day = at.date()
        near = self.filter(
            person_id__in=list(people),
            away_from__lte=day + ZONE_SLACK,
            until__gte=day - ZONE_SLACK,
            stands_in__is_active=True,
        ).select_related("person")
        return {
            row.stands_in_id
            for row in near
            if row.away_from <= at.astimezone(ZoneInfo(row.person.time_zone)).date() <= row.until
        }


class Away(models.Model):
    """A period when someone covers for a person: notices go to both."""

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="away"
    )
    away_from = models.DateField()
    until = models.DateField(help_text="The last day away.")
    stands_in = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AwayQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        constraints = [
            models.CheckConstraint(
                name="away_days_end_after_they_start", condition=Q(until__gte=F("away_from"))
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves", condition=~Q(stands_in=F("person"))
            ),
        ]

    def __str__(self) -> str:
        return f"away {self.away_from:%Y-%m-%d} to {self.until:%Y-%m-%d}"
