"""Notes that holders of seats leave for their successors."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models.memberships import Membership

MAX_NOTE = 300


class HandoverNoteQuerySet(models.QuerySet["HandoverNote"]):
    """A queryset of handover notes."""

    def of_seat(self, membership: Membership) -> Self:
        """Return the note that goes with one membership, if there is one."""
        return self.filter(membership=membership)

    def left_for(self, membership: Membership) -> Self:
        """Return the notes of other people who held this seat, newest first."""
        seat = self.filter(
            site_id=membership.site_id,
            membership__role=membership.role,
            membership__seat=membership.seat,
        )
        return seat.exclude(written_by_id=membership.user_id).order_by("-written_at", "-pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class HandoverNote(SiteScopedModel):
    """A note by the holder of a seat, shown on the successor's handover brief."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="handover_note"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=MAX_NOTE)
    written_at = models.DateTimeField()

    objects = HandoverNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.CheckConstraint(name="a_handover_note_says_something", condition=~Q(text="")),
            SameSite(field="membership", name="handover_note_and_seat_share_a_site"),
        ]

    def __str__(self) -> str:
        return self.text
