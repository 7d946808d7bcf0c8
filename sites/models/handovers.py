"""What the holder of a seat leaves in writing for the person who takes it next."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.models.memberships import Membership

MAX_NOTE = 300


class HandoverNoteQuerySet(models.QuerySet["HandoverNote"]):
    """A queryset of handover notes."""

    def left_for(self, membership: Membership) -> Self:
        """Return the notes that others left for whoever holds this seat, newest first."""
        seat = self.filter(
            site_id=membership.site_id,
            membership__role=membership.role,
            membership__seat=membership.seat,
        )
        return seat.exclude(author_id=membership.user_id).order_by("-written_at", "-pk")


class HandoverNote(SiteScopedModel):
    """A note of one holder of a seat, read on the handover brief of the next one."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="handover_note"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
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
