"""Which members say that they come to a meeting."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef

from communities.enums import MemberState
from communities.models.communities import Community
from communities.models.meetings import Meeting
from communities.models.members import Member, at_own_communities
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P


class RsvpQuerySet(models.QuerySet["Rsvp"]):
    """A queryset of RSVPs."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of communities the actor joined, facilitates, or manages."""
        if actor.is_system or actor.may(P.COMMUNITY_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        return self.filter(at_own_communities(actor))

    def of_community(self, pk: UUID | OuterRef) -> Self:
        """Return the RSVPs to meetings of a community."""
        return self.filter(community_id=pk)

    def to_meeting(self, pk: UUID | OuterRef) -> Self:
        """Return the RSVPs to one meeting."""
        return self.filter(meeting_id=pk)

    def of_person(self, user_id: int | None) -> Self:
        """Return a person's own."""
        return self.filter(member__person_id=user_id)

    def live(self) -> Self:
        """Return those of people who are still members."""
        return self.filter(member__status=MemberState.MEMBER)

    def ahead(self, at: datetime) -> Self:
        """Return those to meetings that aren't over at a moment."""
        return self.filter(meeting__ends_at__gt=at)


class Rsvp(models.Model):
    """A member says that they come to a meeting; taking it back deletes the row, and so does another time."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rsvps")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = RsvpQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], name="a_member_says_yes_to_a_meeting_once"
            ),
        ]
        indexes = [models.Index(fields=["community", "meeting"], name="rsvps_of_a_community")]

    def __str__(self) -> str:
        return f"{self.member_id} comes to {self.meeting_id}"
