"""The grant opportunity: who funds it, who may apply, and from when until when."""

import uuid
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import Named
from grants.enums import Window

SECURE = "https://"
PLACES = Cursors("grants.opportunities", lambda row: Position(row.closes_at, row.pk))


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    """A queryset of opportunities: read by everyone who signed in."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every opportunity for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def in_window(self, window: str, now: datetime) -> Self:
        """Return the opportunities that are announced, open, or closed at a time."""
        if window == Window.ANNOUNCED:
            return self.filter(opens_at__gt=now)
        if window == Window.OPEN:
            return self.filter(opens_at__lte=now, closes_at__gt=now)
        return self.filter(closes_at__lte=now)

    def closing_between(self, first: datetime, last: datetime) -> Self:
        """Return the opportunities that close after one time and up to another."""
        return self.filter(closes_at__gt=first, closes_at__lte=last)

    def not_closed(self, now: datetime) -> Self:
        """Return the opportunities that one can still apply for."""
        return self.filter(closes_at__gt=now)

    def in_area(self, slug: str) -> Self:
        """Return the opportunities for a core area, and those that name none."""
        return self.filter(Q(core_areas__contains=[slug]) | Q(core_areas=[]))

    def with_words(self, words: str) -> Self:
        """Return the opportunities with these words in their name, or from a funder so called."""
        return self.filter(Named(("name", "funder"), words))

    def latest_first(self) -> Self:
        """Return opportunities in the order of ``PLACES``: those that close last first."""
        return self.order_by("-closes_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the opportunities after that one in this order."""
        return self.filter(Q(closes_at__lt=at) | Q(closes_at=at, pk__lt=pk))


@pghistory.track()
class Opportunity(models.Model):
    """A grant that sites can apply for, kept by DOJ staff for all of them.

    Attributes:
        time_zone: the zone in which the funder gives its times.
        core_areas: slugs of the core areas it helps with; empty for any.
        answer_expected_on: the day by which the funder decides, in its zone; None while that isn't known.
        source: where the facts are from, such as the notice's number.
        source_as_of: the day on which they were read there.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    funder = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="America/New_York")
    who_may_apply = models.TextField()
    core_areas = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    answer_expected_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    source_as_of = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "-pk"]
        verbose_name_plural = "opportunities"
        constraints = [
            models.CheckConstraint(
                name="an_opportunity_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="an_opportunitys_link_is_secure", condition=Q(url__startswith=SECURE)
            ),
        ]
        indexes = [models.Index(fields=["-closes_at", "-id"], name="opportunities_by_closing")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("grants:detail", args=[self.pk])

    def window_at(self, now: datetime) -> Window:
        """Return whether it takes applications at a time."""
        if now < self.opens_at:
            return Window.ANNOUNCED
        return Window.OPEN if now < self.closes_at else Window.CLOSED
