"""Who organizes one summit, or speaks at it, and until when."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from summits.enums import GrantRole
from summits.models.summits import Summit

PERSON = settings.AUTH_USER_MODEL


class Moments(Func):
    """PostgreSQL's ``tstzrange(first, last)``: the last moment is outside."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class GrantQuerySet(models.QuerySet["Grant"]):
    """A queryset of grants."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own grants; a Program Manager reads all."""
        if actor.may(P.SUMMIT_MANAGE, at=None):
            return self
        return self.filter(person_id=actor.user_id)

    def of_summit(self, pk: UUID) -> Self:
        """Return a summit's grants with their people, newest first."""
        found = self.filter(summit_id=pk).select_related("person")
        return found.order_by("-starts_at", "pk")

    def live(self, at: datetime) -> Self:
        """Return grants that count at a moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def with_role(self, role: GrantRole) -> Self:
        """Return the grants of a role."""
        return self.filter(role=role)

    def people(self) -> set[int]:
        """Return the ids of the people who hold them."""
        return set(self.values_list("person_id", flat=True))

    def organized_by(self, actor: Actor, at: datetime) -> models.QuerySet["Grant", UUID]:
        """Return the keys of the summits that the actor organizes at a moment, for a subquery."""
        return self._summits_of(actor, GrantRole.ORGANIZER, at)

    def spoken_by(self, actor: Actor, at: datetime) -> models.QuerySet["Grant", UUID]:
        """Return the keys of the summits where the actor has the speaker role at a moment, for a subquery."""
        return self._summits_of(actor, GrantRole.SPEAKER, at)

    def _summits_of(
        self, actor: Actor, role: GrantRole, at: datetime
    ) -> models.QuerySet["Grant", UUID]:
        mine = self.filter(person_id=actor.user_id, role=role)
        return mine.live(at).values_list("summit_id", flat=True)

    def held_by(self, actor: Actor, summit_id: UUID, role: GrantRole, at: datetime) -> bool:
        """Return whether the actor has the role at the summit at a moment."""
        if actor.user_id is None:
            return False
        mine = self.filter(summit_id=summit_id, person_id=actor.user_id, role=role)
        return mine.live(at).exists()


@pghistory.track()
class Grant(models.Model):
    """A role at one summit, given to a person from one moment until another; no power elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summit = models.ForeignKey(Summit, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=GrantRole)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_grant_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
            ),
            ExclusionConstraint(
                name="a_person_has_a_role_at_a_summit_once",
                expressions=[
                    (F("summit_id"), RangeOperators.EQUAL),
                    (F("person_id"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (Moments("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["person", "summit"], name="grants_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.summit_id}"
