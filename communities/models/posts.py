"""Posts and replies of a community: read by its members alone."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from communities.models.communities import Community
from communities.models.facilitators import Facilitator
from communities.models.members import Member
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.functions import among
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.words import search_text

PERSON = settings.AUTH_USER_MODEL
THREADS = Cursors("communities.posts", lambda row: Position(row.made_at, row.pk))


class PostQuerySet(models.QuerySet["Post"]):
    """A queryset of posts."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the posts of communities the actor joined or facilitates; the database checks it again.

        A removed post is read by its author and by facilitators.
        """
        if actor.is_system:
            return self
        if actor.user_id is None:
            return self.none()
        facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
        joined = Member.objects.joined_by(actor)
        kept = Q(hidden_at=None) | Q(author_id=actor.user_id)
        return self.filter(Q(community__in=facilitated) | kept & Q(community__in=joined))

    def of_community(self, pk: UUID) -> Self:
        """Return a community's posts and replies."""
        return self.filter(community_id=pk)

    def threads(self) -> Self:
        """Return posts that are no replies, newest first: the order of ``THREADS``."""
        return self.filter(parent=None).order_by("-made_at", "-pk")

    def replies_to(self, pk: UUID) -> Self:
        """Return the replies to a post in order of time."""
        return self.filter(parent_id=pk).order_by("made_at", "pk")

    def authors_in(self, pk: UUID) -> set[int]:
        """Return the ids of the people who wrote in a thread."""
        found = self.filter(Q(pk=pk) | Q(parent_id=pk), hidden_at=None)
        return set(found.values_list("author_id", flat=True))

    def with_replies(self, readable: "PostQuerySet") -> models.QuerySet["Post"]:
        """Add ``reply_count``: how many of the readable replies each post has."""
        replies = readable.filter(parent=models.OuterRef("pk")).order_by()
        count = replies.values("parent").annotate(n=models.Count("pk")).values("n")
        return self.annotate(reply_count=models.Subquery(count))

    def with_words(self, words: str, *, most: int) -> Self:
        """Return the newest posts and replies with these words, at most so many; removed ones are not found."""
        return self.filter(among("app_search_posts", search_text(words), most))

    def newest_first(self) -> Self:
        """Return posts and replies, the newest first."""
        return self.order_by("-made_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the posts after that one, newest first."""
        return self.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=pk))


class Post(models.Model):
    """A post of a community, or a reply to one; its text is never changed, only removed from view."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (hidden_at, hidden_by_id, hidden_reason)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="posts")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    is_question = models.BooleanField(default=False)
    is_from_facilitator = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "id"], name="post_is_known_by_its_community"
            ),
            models.CheckConstraint(name="a_post_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="a_reply_is_no_question", condition=Q(parent=None) | Q(is_question=False)
            ),
            models.CheckConstraint(
                name="a_removed_post_says_who_removed_it",
                condition=Q(hidden_at=None, hidden_by=None)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "-made_at", "-id"],
                condition=Q(parent=None),
                name="threads_of_a_community",
            ),
            models.Index(fields=["parent", "made_at"], name="replies_of_a_post"),
            models.Index(fields=["community", "-made_at"], name="posts_of_a_community"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} at {self.made_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the address of its thread."""
        return reverse("communities:thread", args=[self.parent_id or self.pk])

    @property
    def is_hidden(self) -> bool:
        """Whether a facilitator removed it, or its author took it back."""
        return self.hidden_at is not None
