"""Which posts a person follows: all of a community, or one thread."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef

from communities.models.communities import Community
from communities.models.posts import Post
from foundation.accounts.actors import Actor


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """A queryset of subscriptions: each person reads their own."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own."""
        return self if actor.is_system else self.filter(person_id=actor.user_id)

    def to_community(self, pk: UUID | OuterRef) -> Self:
        """Return what people chose for all posts of a community."""
        return self.filter(community_id=pk, post=None)

    def to_thread(self, pk: UUID | OuterRef) -> Self:
        """Return what people chose for one thread."""
        return self.filter(post_id=pk)

    def people(self, *, following: bool) -> set[int]:
        """Return the ids of the people who follow, or of those who chose not to."""
        chosen = self.filter(is_following=following)
        return set(chosen.values_list("person_id", flat=True))


class Subscription(models.Model):
    """A person's choice to follow posts, or not to; without one, they follow the threads they wrote in."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (is_following, changed_at)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(
        Post,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The first post of one thread; empty for all posts of the community.",
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_following = models.BooleanField()
    changed_at = models.DateTimeField()

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["changed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "community", "post"],
                nulls_distinct=False,
                name="a_person_chooses_once_what_they_follow",
            ),
        ]
        indexes = [models.Index(fields=["community", "post"], name="subscriptions_to_posts")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.post_id or self.community_id}: {self.is_following}"
