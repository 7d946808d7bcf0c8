"""The agenda: rooms, speakers, and sessions; none of them is ever in two places at once.

A session's time is one range, empty while it has none. The database keeps a copy of it with each of the
session's speakers by a composite key, and refuses overlaps of one room and of one speaker.
"""

import uuid
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from foundation.accounts.actors import Actor
from sites.models import CoreArea
from summits.enums import Audience, Equipment
from summits.models.summits import Summit


def no_time() -> DateTimeTZRange:
    """Return the range of a session that isn't on the agenda yet: it overlaps nothing."""
    return DateTimeTZRange(empty=True)


class OfSummit(models.QuerySet[Any]):  # of four models
    """A queryset of rows of a summit, read as its agenda is."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every row for people who signed in, and those of public agendas for visitors."""
        if actor.user_id is not None or actor.is_system:
            return self
        return self.filter(summit__is_agenda_public=True)

    def of_summit(self, pk: UUID) -> Self:
        """Return the rows of a summit, in their usual order."""
        return self.filter(summit_id=pk)

    def with_summit(self) -> Self:
        """Load the summit with each row."""
        return self.select_related("summit")


@pghistory.track()
class Room(models.Model):
    """A room of a summit: how many fit in, and what it has."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    seats = models.PositiveIntegerField()
    equipment = ArrayField(
        models.CharField(max_length=12, choices=Equipment), default=list, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    objects = OfSummit.as_manager()

    class Meta:
        ordering = ["-seats", "name"]
        constraints = [
            # Whichever way it is capitalized.
            models.UniqueConstraint("summit", Lower("name"), name="a_room_has_one_name"),
            models.UniqueConstraint(fields=["summit", "id"], name="room_is_known_by_its_summit"),
        ]

    def __str__(self) -> str:
        return self.name


class SpeakerQuerySet(OfSummit):
    """A queryset of speakers."""

    def with_person(self) -> Self:
        """Load the account with each speaker."""
        return self.select_related("person")

    def of_person(self, user_id: int | None) -> Self:
        """Return the speakers that are one person's account; nobody for a visitor."""
        return self.filter(person_id=user_id) if user_id is not None else self.none()


@pghistory.track()
class Speaker(models.Model):
    """A person who speaks at a summit; an account is theirs only if it is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="speakers")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=160, blank=True)
    biography = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["summit", "name"], name="a_speaker_has_one_name"),
            models.UniqueConstraint(fields=["summit", "id"], name="speaker_is_known_by_its_summit"),
        ]

    def __str__(self) -> str:
        return self.name


class SessionQuerySet(OfSummit):
    """A queryset of sessions."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every session for people who signed in, and placed ones of public agendas for visitors."""
        seen = super().visible_to(actor)
        return seen if actor.user_id is not None or actor.is_system else seen.placed()

    def for_agenda(self) -> Self:
        """Load what the agenda shows, in order of time: three queries whatever the size."""
        found = self.select_related("room", "core_area", "seats").prefetch_related("speakers")
        return found.order_by("during", "room__name", "title", "pk")

    def in_room(self, room: Room) -> Self:
        """Return the sessions that are in a room."""
        return self.filter(room=room)

    def placed(self) -> Self:
        """Return the sessions that have a time."""
        return self.filter(during__isempty=False)

    def waiting(self) -> Self:
        """Return the sessions that have no time yet."""
        return self.filter(during__isempty=True)

    def between(self, first: datetime, last: datetime) -> Self:
        """Return the sessions that begin in a span."""
        return self.filter(during__startswith__gte=first, during__startswith__lt=last)

    def spoken_by(self, user_id: int | None) -> Self:
        """Return the sessions in which the person of an account speaks; none for a visitor."""
        if user_id is None:
            return self.none()
        named = Speaker.objects.filter(person_id=user_id, slots__session=OuterRef("pk"))
        return self.filter(Exists(named))

    def with_speaker(self, speaker: Speaker) -> Self:
        """Return the sessions of a speaker."""
        return self.filter(speakers=speaker)

    def clashing_in_room(self, room: Room, during: DateTimeTZRange) -> Self:
        """Return the sessions that are in a room at that time."""
        return self.filter(room=room, during__overlap=during)

    def clashing_for(self, speaker: Speaker, during: DateTimeTZRange) -> Self:
        """Return the sessions of a speaker at that time."""
        return self.filter(speakers=speaker, during__overlap=during)


@pghistory.track()
class Session(models.Model):
    """A session of a summit, with or without a time and a room yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    core_area = models.ForeignKey(
        CoreArea, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.EVERYONE)
    expected = models.PositiveIntegerField(default=0, help_text="How many people are expected.")
    needs = ArrayField(models.CharField(max_length=12, choices=Equipment), default=list, blank=True)
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    during = DateTimeRangeField(default=no_time)
    speakers = models.ManyToManyField(
        Speaker, through="SessionSpeaker", through_fields=("session", "speaker")
    )
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["during", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["summit", "id"], name="session_is_known_by_its_summit"),
            models.UniqueConstraint(fields=["id", "during"], name="session_is_known_by_its_time"),
            models.CheckConstraint(
                name="a_sessions_time_begins_and_ends",
                condition=Q(during__isempty=True)
                | Q(during__lower_inf=False, during__upper_inf=False),
            ),
            models.CheckConstraint(
                name="a_session_in_a_room_has_a_time",
                condition=Q(room=None) | Q(during__isempty=False),
            ),
            ExclusionConstraint(
                name="a_room_has_one_session_at_a_time",
                expressions=[
                    (F("room_id"), RangeOperators.EQUAL),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
                condition=Q(room__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["summit", "during"], name="sessions_of_a_summit")]

    def __str__(self) -> str:
        return self.title

    @property
    def speaker_names(self) -> list[str]:
        """The names of its speakers."""
        return [speaker.name for speaker in self.speakers.all()]

    @property
    def room_name(self) -> str:
        """Its room; empty without one."""
        return self.room.name if self.room else ""

    @property
    def area_name(self) -> str:
        """Its core area; empty without one."""
        return self.core_area.name if self.core_area else ""

    @property
    def starts_at(self) -> datetime | None:
        """When it begins; None while it has no time."""
        return None if self.during.isempty else self.during.lower

    @property
    def ends_at(self) -> datetime | None:
        """When it ends; None while it has no time."""
        return None if self.during.isempty else self.during.upper


@pghistory.track()
class SessionSpeaker(models.Model):
    """A speaker of a session, with its time, which follows the session's by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slots")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="slots")
    during = DateTimeRangeField()

    objects = OfSummit.as_manager()

    class Meta:
        ordering = ["speaker__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "speaker"], name="a_session_has_a_speaker_once"
            ),
            ExclusionConstraint(
                name="a_speaker_has_one_session_at_a_time",
                expressions=[
                    (F("speaker_id"), RangeOperators.EQUAL),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} in {self.session_id}"
