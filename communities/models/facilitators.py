"""Who facilitates one community, and until when."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q

from communities.models.communities import Community
from foundation.accounts.actors import Actor

PERSON = settings.AUTH_USER_MODEL
# From the first moment up to the last, which is outside.
HELD = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


class FacilitatorQuerySet(models.QuerySet["Facilitator"]):
    """A queryset of facilitators."""

    def visible_to(self, actor: Actor) -> Self:
        """Return every facilitator for people who signed in: a community says who facilitates it."""
        return self if actor.user_id is not None or actor.is_system else self.none()

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return a community's facilitators with their people, newest first."""
        found = self.filter(community_id=pk).select_related("person")
        return found.order_by("-starts_at", "pk")

    def live(self, at: datetime) -> Self:
        """Return those that count at a moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def facilitated_by(self, actor: Actor, at: datetime) -> models.QuerySet["Facilitator", UUID]:
        """Return the keys of the communities that the actor facilitates at a moment, for a subquery."""
        return self.filter(person_id=actor.user_id).live(at).values_list("community_id", flat=True)

    def held_by(self, actor: Actor, community_id: UUID, at: datetime) -> bool:
        """Return whether the actor facilitates the community at a moment."""
        if actor.user_id is None:
            return False
        return self.filter(community_id=community_id, person_id=actor.user_id).live(at).exists()


@pghistory.track()
class Facilitator(models.Model):
    """The facilitation of one community, given to a person from one moment until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="facilitators")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_facilitator_ends_after_they_start",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
            ExclusionConstraint(
                name="a_person_facilitates_a_community_once",
                expressions=[
                    (F("community_id"), RangeOperators.EQUAL),
                    (F("person_id"), RangeOperators.EQUAL),
                    (HELD, RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["person", "community"], name="facilitators_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} facilitates {self.community_id}"
