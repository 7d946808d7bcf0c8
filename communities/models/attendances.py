"""Which members came to a meeting, as its facilitator recorded it."""

from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models

from communities.models.communities import Community
from communities.models.facilitators import Facilitator
from communities.models.meetings import Meeting
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.models import SiteScopedModel

PERSON = settings.AUTH_USER_MODEL


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """A queryset of attendances."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, those of their sites' people, and those of communities they facilitate."""
        if actor.is_system or actor.may(P.COMMUNITY_MANAGE, at=None):
            return self
        if actor.user_id is None:
            return self.none()
        facilitated = Facilitator.objects.facilitated_by(actor, clock.now())
        seen = models.Q(person_id=actor.user_id) | models.Q(community__in=facilitated)
        ids = actor.sites_for(P.SITE_VIEW)
        theirs = models.Q(site__isnull=False) if ids is None else models.Q(site_id__in=ids)
        return self.filter(seen | theirs)

    def of_meeting(self, pk: UUID | models.OuterRef) -> Self:
        """Return who came to a meeting with their people and sites, by name."""
        found = self.filter(meeting_id=pk).select_related("person", "site")
        return found.order_by("person__name", "pk")

    def at_site(self, site_id: int) -> Self:
        """Return the attendances of people who came from a site."""
        return self.filter(site_id=site_id)

    def of_person(self, user_id: int | None) -> Self:
        """Return a person's own."""
        return self.filter(person_id=user_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Attendance(SiteScopedModel):
    """A member came to a meeting; the site is the one they belonged for."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, DELETE"

    site = models.ForeignKey(  # type: ignore[assignment]  # -- empty for staff and providers
        "sites.Site",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The site they came from; empty for staff and providers.",
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="a_person_attends_a_meeting_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "community"], name="attendances_of_a_person"),
            models.Index(fields=["site", "meeting"], name="attendances_of_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"
