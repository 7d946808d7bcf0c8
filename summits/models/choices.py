"""The sessions a person chose, and how many people have a seat in each session or wait for one."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from summits.models.agenda import Session
from summits.models.summits import Summit


class SessionSeatsQuerySet(models.QuerySet["SessionSeats"]):
    """A queryset of counts of seats."""

    def chosen(self) -> Self:
        """Return those of sessions that anybody chose."""
        return self.filter(Q(taken__gt=0) | Q(waiting__gt=0))


class SessionSeats(models.Model):
    """How many people chose a session: one row, which whoever takes a seat holds.

    ``last_number`` is the last number of the wait-list: each is given once.
    """

    session = models.OneToOneField(
        Session, primary_key=True, on_delete=models.CASCADE, related_name="seats"
    )
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)

    objects = SessionSeatsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "session seats"

    def __str__(self) -> str:
        return f"{self.taken} taken"


class ChoiceQuerySet(models.QuerySet["Choice"]):
    """A queryset of chosen sessions."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what the actor chose; nobody reads what others chose."""
        return self if actor.is_system else self.filter(person_id=actor.user_id)

    def of_session(self, pk: UUID) -> Self:
        """Return who chose a session."""
        return self.filter(session_id=pk)

    def seated(self) -> Self:
        """Return those with a seat."""
        return self.filter(has_seat=True)

    def waiting(self) -> Self:
        """Return those on a wait-list, in its order."""
        return self.filter(has_seat=False).order_by("wait_number")

    def sessions(self) -> list[UUID]:
        """Return the keys of the sessions that were chosen."""
        return list(self.values_list("session_id", flat=True))

    def for_agenda(self) -> Self:
        """Load the sessions with their rooms, in two queries."""
        return self.select_related("session__room", "session__core_area").prefetch_related(
            "session__speakers"
        )

    def of_summit(self, pk: UUID) -> Self:
        """Return what was chosen at a summit."""
        return self.filter(summit_id=pk)


class Choice(models.Model):
    """A session a person wants to go to, with a seat in its room or a number on its wait-list.

    The number stays when they get a seat. ``room_told`` is the room's name when the person chose it or last looked, so that a change is said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="choices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    has_seat = models.BooleanField(default=True)
    wait_number = models.PositiveIntegerField(null=True, blank=True)
    room_told = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="a_person_chooses_a_session_once"
            ),
            models.UniqueConstraint(
                fields=["session", "wait_number"], name="a_sessions_wait_list_has_a_number_once"
            ),
            models.CheckConstraint(
                name="a_choice_has_a_seat_or_a_number",
                condition=Q(has_seat=True) | Q(wait_number__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "summit"], name="choices_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} chose {self.session_id}"
