"""Topics that members suggest to the facilitators, and what became of them."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q

from communities.enums import TopicState
from communities.models.communities import Community
from communities.models.facilitators import Facilitator
from communities.models.posts import Post
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.workflow.cursors import Cursors, Position

PERSON = settings.AUTH_USER_MODEL
TOPICS = Cursors("communities.topics", lambda row: Position(row.suggested_at, row.pk))


class TopicQuerySet(models.QuerySet["Topic"]):
    """A queryset of suggested topics."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, and those of communities they facilitate or manage."""
        if actor.is_system or actor.may(P.COMMUNITY_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
        return self.filter(Q(suggested_by_id=actor.user_id) | Q(community__in=facilitated))

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return the topics suggested to a community with the people, the latest first: the order of ``TOPICS``."""
        found = self.filter(community_id=pk).select_related("suggested_by", "community")
        return found.order_by("-suggested_at", "-pk")

    def of_person(self, user_id: int | None) -> Self:
        """Return a person's own."""
        return self.filter(suggested_by_id=user_id)

    def waiting(self) -> Self:
        """Return those that no one has decided."""
        return self.filter(status=TopicState.SUGGESTED)

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the topics after that one in the order of ``TOPICS``."""
        return self.filter(Q(suggested_at__lt=at) | Q(suggested_at=at, pk__lt=pk))


class Topic(models.Model):
    """A topic that a member suggests; a facilitator starts a thread on it, or declines it with a reason."""

    DATABASE_PRIVILEGES = (
        "SELECT, INSERT, UPDATE (status, post_id, reason, decided_by_id, decided_at)"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="topics")
    text = models.CharField(max_length=1000)
    suggested_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    suggested_at = models.DateTimeField()
    status = models.CharField(max_length=9, choices=TopicState, default=TopicState.SUGGESTED)
    post = models.ForeignKey(
        Post,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The first post of the thread on an accepted topic.",
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was declined.")
    decided_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["-suggested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_decided_topic_has_a_thread_or_a_reason",
                condition=Q(
                    status=TopicState.SUGGESTED,
                    decided_by=None,
                    decided_at=None,
                    post=None,
                    reason="",
                )
                | Q(
                    status=TopicState.ACCEPTED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    post__isnull=False,
                )
                | Q(
                    status=TopicState.DECLINED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    post=None,
                )
                & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "status", "suggested_at"], name="topics_of_a_community"
            )
        ]

    def __str__(self) -> str:
        return f"{self.suggested_by_id} at {self.suggested_at:%Y-%m-%d %H:%M}"
