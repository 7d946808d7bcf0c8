"""The meetings of a community."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse

from communities.enums import MeetingState, State
from communities.models.communities import Community
from communities.models.series import Series
from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Cursors, Position

# The states of a community whose planned meetings take place.
MEETS = (State.FORMING, State.ACTIVE)
MEETINGS = Cursors("communities.meetings", lambda row: Position(row.starts_at, row.pk))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """A queryset of meetings: program rows, read by everyone who signed in."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every meeting for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return the meetings of a community in order of time."""
        return self.filter(community_id=pk).order_by("starts_at", "pk")

    def from_slot(self, at: datetime) -> Self:
        """Return the meetings whose time by the rule is at a moment or later."""
        return self.filter(slot__gte=at)

    def at_slots(self, slots: Iterable[datetime]) -> Self:
        """Return the meetings whose time by the rule is one of some moments."""
        return self.filter(slot__in=slots)

    def not_begun(self, at: datetime) -> Self:
        """Return the meetings that begin after a moment."""
        return self.filter(starts_at__gt=at)

    def planned(self) -> Self:
        """Return the meetings that aren't canceled, whether their community meets or not."""
        return self.filter(status=MeetingState.PLANNED)

    def ahead(self, at: datetime) -> Self:
        """Return the meetings that aren't over at a moment, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the meetings after that one in order of time: the order of ``MEETINGS``."""
        return self.filter(Q(starts_at__gt=at) | Q(starts_at=at, pk__gt=pk))

    def starting_between(self, first: datetime, last: datetime) -> Self:
        """Return the meetings that begin after a moment and up to another, the next one first."""
        return self.filter(starts_at__gt=first, starts_at__lte=last).order_by("starts_at", "pk")

    def behind(self, at: datetime) -> Self:
        """Return the meetings that are over at a moment, the latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")

    def before(self, at: datetime, pk: UUID) -> Self:
        """Return the meetings before that one in order of time, the latest first: in that of ``behind``."""
        return self.filter(Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=pk))

    def first_of_each(self) -> Self:
        """Return the first meeting of each community."""
        found = self.order_by("community_id", "starts_at", "pk")
        return found.distinct("community_id")

    def taking_place(self) -> Self:
        """Return meetings that aren't canceled, of communities that meet."""
        return self.filter(status=MeetingState.PLANNED, community__status__in=MEETS)


@pghistory.track()
class Meeting(models.Model):
    """A meeting of a community.

    ``slot`` is when it begins by the rule of its series: it tells the meeting from every other, whatever was moved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    slot = models.DateTimeField(help_text="When it begins by the rule of its series.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    agenda = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True, help_text="Where to join it.")
    recording = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was moved or canceled.")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "slot"], name="a_series_has_a_meeting_once_at_a_time"
            ),
            models.CheckConstraint(
                name="a_meeting_ends_after_it_starts",
                condition=Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "starts_at"], name="meetings_of_a_community"),
            models.Index(fields=["starts_at"], name="meetings_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} at {self.starts_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("communities:meeting", args=[self.pk])

    @property
    def is_canceled(self) -> bool:
        """Whether it was canceled itself."""
        return self.status == MeetingState.CANCELED

    @property
    def is_moved(self) -> bool:
        """Whether it begins at another time than its series says."""
        return self.slot != self.starts_at
