"""How many people a summit has room for, and which seats each site's delegation has."""

import uuid
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import F, Q

from foundation.accounts.actors import Actor
from summits.models.summits import Summit


class SeatRule(models.Model):
    """A seat that every site's delegation has; summits whose places are set keep their seats."""

    slug = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.title


class DelegationQuerySet(models.QuerySet["DelegationSeat"]):
    """A queryset of seats of delegations."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every seat for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_summit(self, pk: UUID) -> Self:
        """Return a summit's seats in order."""
        return self.filter(summit_id=pk).order_by("order", "slug")

    def named(self, slug: str) -> Self:
        """Return the seats with that slug."""
        return self.filter(slug=slug)


class DelegationSeat(models.Model):
    """A seat that each site's delegation has at one summit, for one person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="delegation_seats")
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["summit", "slug"], name="a_summit_has_a_seat_of_a_delegation_once"
            ),
            models.UniqueConstraint(
                fields=["summit", "id"], name="delegation_seat_is_known_by_its_summit"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlacesQuerySet(models.QuerySet["Places"]):
    """A queryset of counted places."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every row for people who signed in, and none for visitors."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_summit(self, pk: UUID) -> Self:
        """Return the places of a summit, if they are counted."""
        return self.filter(pk=pk)


@pghistory.track()
class Places(models.Model):
    """How many people a summit has room for: one row, which whoever takes or leaves a place holds.

    No site sees another's registrations, so that none could count them. ``last_number`` is the wait-list number
    that was given last; a number is given once.
    """

    summit = models.OneToOneField(
        Summit, primary_key=True, on_delete=models.PROTECT, related_name="places"
    )
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = PlacesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "places"
        constraints = [
            models.CheckConstraint(
                name="no_more_places_are_taken_than_there_are",
                condition=Q(taken__lte=F("places")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.places} taken"

    @property
    def free(self) -> int:
        """How many places are free."""
        return self.places - self.taken
