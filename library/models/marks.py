"""Who found a resource useful: one mark a person, read by that person alone and counted on the resource."""

import uuid
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from library.models.resources import Resource


class UsefulMarkQuerySet(models.QuerySet["UsefulMark"]):
    """A queryset of marks."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own marks."""
        return self if actor.is_system else self.filter(person_id=actor.user_id)

    def on(self, resource_id: UUID) -> Self:
        """Return the marks on one resource."""
        return self.filter(resource_id=resource_id)


class UsefulMark(models.Model):
    """A person found a resource useful; undoing it deletes the row."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField(default=clock.now)

    objects = UsefulMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "person"], name="a_person_marks_a_resource_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} by {self.person_id}"
