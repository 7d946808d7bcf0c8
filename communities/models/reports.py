"""Reports of misuse: what a member found wrong with a post, and what became of it."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q

from communities.enums.reports import Decision, Misuse
from communities.models.communities import Community
from communities.models.facilitators import Facilitator
from communities.models.posts import Post
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock

PERSON = settings.AUTH_USER_MODEL


class MisuseReportQuerySet(models.QuerySet["MisuseReport"]):
    """A queryset of reports."""

    def visible_to(self, actor: Actor) -> Self:
        """Return reports of communities the actor facilitates or manages, but for those about their own posts."""
        if actor.is_system:
            return self
        found = self.exclude(written_by_id=actor.user_id)
        if actor.may(P.COMMUNITY_MANAGE, at=None):
            return found
        facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
        return found.filter(community__in=facilitated)

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return the reports of a community with the people, the oldest first."""
        found = self.filter(community_id=pk).select_related("made_by", "written_by")
        return found.order_by("made_at", "pk")

    def waiting(self) -> Self:
        """Return the reports that no one has decided."""
        return self.filter(decided_at=None)


class MisuseReport(models.Model):
    """A member's report of a post, with the text as they read it.

    The text is quoted because a Program Manager decides without being a member, and posts are read by members alone.
    """

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE (decision, decided_by_id, decided_at)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="reports")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    quoted = models.TextField()
    misuse = models.CharField(max_length=12, choices=Misuse)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=7, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MisuseReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "made_by"],
                condition=Q(decided_at=None),
                name="a_member_reports_a_post_once",
            ),
            models.CheckConstraint(
                name="a_decided_report_says_by_whom",
                condition=Q(decided_at=None, decided_by=None, decision="")
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(decision__in=("", Decision.TAKEN_BACK))
                | Q(decided_at__isnull=False, decided_by=None, decision=Decision.TAKEN_BACK),
            ),
            models.CheckConstraint(
                name="no_one_decides_on_a_report_of_their_post",
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("written_by")),
            ),
        ]
        indexes = [models.Index(fields=["community", "decided_at"], name="reports_of_a_community")]

    def __str__(self) -> str:
        return f"{self.get_misuse_display()}, {self.made_at:%Y-%m-%d}"
