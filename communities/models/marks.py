"""Who found a post useful: one mark a person, counted for its community's members."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef

from communities.models.communities import Community
from communities.models.members import at_own_communities
from communities.models.posts import Post
from foundation.accounts.actors import Actor


class UsefulMarkQuerySet(models.QuerySet["UsefulMark"]):
    """A queryset of marks."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the marks in communities the actor joined or facilitates, as they read the posts there."""
        if actor.is_system:
            return self
        if actor.user_id is None:
            return self.none()
        return self.filter(at_own_communities(actor))

    def on(self, post_id: UUID | OuterRef) -> Self:
        """Return the marks on one post."""
        return self.filter(post_id=post_id)

    def of_person(self, user_id: int | None) -> Self:
        """Return a person's own."""
        return self.filter(person_id=user_id)


class UsefulMark(models.Model):
    """A person found a post useful; undoing it deletes the row."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField()

    objects = UsefulMarkQuerySet.as_manager()

    class Meta:
        ordering = ["marked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="a_person_marks_a_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.post_id} by {self.person_id}"
