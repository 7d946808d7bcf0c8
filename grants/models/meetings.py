"""The meetings of a site's grant committee: the next one, and the log of the others."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from grants.enums import MeetingState
from grants.models.committees import Committee
from grants.models.rows import PERSON, OfSitesQuerySet

PLACES = Cursors("grants.meetings", lambda row: Position(row.starts_at, row.pk))


class CommitteeMeetingQuerySet(OfSitesQuerySet):
    """A queryset of committees' meetings."""

    def of_committee(self, committee: Committee) -> Self:
        """Return a committee's meetings, the latest first."""
        return self.filter(committee=committee).order_by("-starts_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the meetings after that one in the order of ``PLACES``: the latest first."""
        return self.filter(Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=pk))

    def scheduled(self) -> Self:
        """Return the meetings without notes that aren't canceled."""
        return self.filter(status=MeetingState.SCHEDULED)

    def starting_between(self, first: datetime, last: datetime) -> Self:
        """Return the meetings that begin after one time and up to another."""
        return self.filter(starts_at__gt=first, starts_at__lte=last)

    def for_change(self) -> Self:
        """Load a meeting with its committee and site."""
        return self.select_related("committee__site", "site")


@pghistory.track()
class CommitteeMeeting(SiteScopedModel):
    """A meeting of a committee. Times are shown in the site's zone."""

    DATABASE_PRIVILEGES: ClassVar[str] = "SELECT, INSERT, UPDATE"

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    status = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.SCHEDULED)
    notes = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was canceled.")
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CommitteeMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            SameSite(field="committee", name="meeting_is_of_its_committees_site"),
            models.UniqueConstraint(
                fields=["site", "committee"],
                condition=Q(status=MeetingState.SCHEDULED),
                name="a_committee_has_one_meeting_ahead",
            ),
            models.CheckConstraint(
                name="a_held_meeting_has_notes",
                condition=~Q(status=MeetingState.HELD) | ~Q(notes=""),
            ),
        ]
        indexes = [models.Index(fields=["site", "starts_at"], name="grant_meetings_of_a_site")]

    def __str__(self) -> str:
        return f"Meeting of {self.committee_id}"
