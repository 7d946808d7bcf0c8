"""People who follow a request that isn't theirs to work on."""

from typing import Self
from uuid import UUID

from django.db import models

from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from tta_requests.models.people import person_key
from tta_requests.models.requests import TTARequest


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Queries of followers."""

    def of_request(self, request_id: UUID) -> Self:
        """Find the followers of a request."""
        return self.filter(request_id=request_id)

    def of_person(self, actor: Actor) -> Self:
        """Find what the actor follows."""
        return self.filter(person_id=actor.user_id)


class Follower(SiteScopedModel):
    """A person who asked to be notified of a request's steps and messages; only they see that they do."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="followers")
    person = person_key()
    since = models.DateTimeField()

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE"

    objects = FollowerQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        constraints = [
            SameSite(field="request", name="follower_is_of_the_requests_site"),
            models.UniqueConstraint(
                fields=["site", "request", "person"], name="a_person_follows_a_request_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.request_id}"
