"""A rule by which meetings repeat, in Eastern time; the days it gives are rows of ``Meeting``."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

import pghistory
from dateutil import rrule  # type: ignore[import-untyped]  # -- ships no types
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q

from communities.enums import Frequency
from communities.models.communities import Community
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNITS = {Frequency.MONTHLY: rrule.MONTHLY, Frequency.WEEKLY: rrule.WEEKLY}
# The fifth of a weekday is not in every month, so the last one is offered instead.
WEEKS = (1, 2, 3, 4, -1)


class SeriesQuerySet(models.QuerySet["Series"]):
    """A queryset of series."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every series for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return the series of a community, the latest first, but for those replaced from their first day on."""
        found = self.filter(community_id=pk).exclude(replaced_by__first_day__lte=F("first_day"))
        return found.order_by("-first_day", "-pk")


@pghistory.track()
class Series(models.Model):
    """Meetings that repeat, such as on the second Wednesday of each month at 3 pm Eastern.

    The time is a time of day in Eastern time, so it is the same after a change of clocks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="series")
    frequency = models.CharField(max_length=8, choices=Frequency, default=Frequency.MONTHLY)
    interval = models.PositiveSmallIntegerField(
        default=1, help_text="Every so many months or weeks."
    )
    week = models.SmallIntegerField(
        null=True, blank=True, help_text="Which of its weekdays in a month; -1 is the last."
    )
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    at = models.TimeField(help_text="The time of day in Eastern time.")
    minutes = models.PositiveSmallIntegerField(default=60)
    first_day = models.DateField()
    last_day = models.DateField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                name="a_series_ends_after_it_starts", condition=Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(
                name="a_monthly_series_names_the_week",
                condition=Q(frequency=Frequency.MONTHLY, week__in=WEEKS)
                | Q(frequency=Frequency.WEEKLY, week=None),
            ),
            models.CheckConstraint(
                name="a_series_names_a_weekday_and_an_interval",
                condition=Q(weekday__lte=6, interval__gte=1, interval__lte=12),
            ),
        ]
        indexes = [models.Index(fields=["community", "first_day"], name="series_of_a_community")]

    def __str__(self) -> str:
        return self.rule

    @property
    def rule(self) -> str:
        """The rule as RFC 5545 writes it, such as "FREQ=MONTHLY;INTERVAL=1;BYDAY=2WE"."""
        day = f"{self.week or ''}{DAYS[self.weekday]}"
        return f"FREQ={self.frequency};INTERVAL={self.interval};BYDAY={day}"

    def slots(self, *, most: int) -> list[datetime]:
        """Return the instants at which its meetings begin by the rule, at most so many.

        The days are counted without a zone; each then gets the time of day in Eastern time, whatever the offset is.
        """
        day = rrule.weekday(self.weekday, self.week)
        found = rrule.rrule(
            UNITS[Frequency(self.frequency)],
            interval=self.interval,
            byweekday=day,
            dtstart=datetime.combine(self.first_day, self.at),
            until=datetime.combine(self.last_day, self.at),
        )
        eastern = ZoneInfo(OFFICIAL_ZONE)
        return [moment.replace(tzinfo=eastern) for moment in found[:most]]
