"""What a site's people noted in a session of a summit, for their site alone."""

from datetime import datetime
from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel
from foundation.workflow.cursors import Cursors, Position
from sites.enums import Handling
from summits.models.agenda import Session
from tta_requests.models import TTARequest

# The slug under which a note is what a request or a commitment comes from.
NOTE = "session-note"
PLACES = Cursors("summits.notes", lambda row: Position(row.made_at, row.pk))


class SessionNoteQuerySet(models.QuerySet["SessionNote"]):
    """A queryset of session notes."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the notes of the actor's sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_session(self, pk: UUID) -> Self:
        """Return the notes on a session, oldest first."""
        return self.filter(session_id=pk).order_by("made_at", "pk")

    def of_summit(self, pk: UUID) -> Self:
        """Return the notes on a summit's sessions, by site and time."""
        return self.filter(session__summit_id=pk).order_by("site__name", "made_at", "pk")

    def at_any(self, sites: list[int]) -> Self:
        """Return the notes of those sites."""
        return self.filter(site_id__in=sites)

    def for_page(self) -> Self:
        """Load what a page shows of a note."""
        return self.select_related("site", "session__summit", "session__core_area", "author")

    def newest_first(self) -> Self:
        """Return notes in the order of ``PLACES``."""
        return self.order_by("-made_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the notes after that one in this order."""
        return self.filter(Q(made_at__lt=at) | Q(pk__lt=pk), made_at__lte=at)

    def open(self) -> Self:
        """Return the notes that led to nothing, and of which nobody said that nothing is needed."""
        return self._led_to_none_of(TTARequest.objects.all())

    def without_followup(self) -> Self:
        """Return the open notes as they are counted: by those who read neither drafts nor federal items.

        The list beside the number shows them a note that led to one of these without follow-up.
        """
        asked = TTARequest.objects.submitted().exclude(handling=Handling.FEDERAL)
        return self._led_to_none_of(asked)

    def _led_to_none_of(self, asked: models.QuerySet[TTARequest]) -> Self:
        return self.filter(
            ~Exists(
                Commitment.objects.but_canceled().filter(origin_kind=NOTE, origin_id=OuterRef("pk"))
            ),
            ~Exists(asked.filter(session_note=OuterRef("pk"))),
            settled_at=None,
        )


@pghistory.track()
class SessionNote(SiteScopedModel):
    """A note on a session, read by the people of its site; a request or a commitment may come from it.

    Attributes:
        settled_at: when someone said that nothing needs to come of it.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = SessionNoteQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="session_note_is_known_by_its_site"
            ),
            models.CheckConstraint(name="a_session_note_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="a_settled_session_note_says_by_whom",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "made_at"], name="notes_of_a_session"),
            models.Index(fields=["site", "-made_at"], name="session_notes_of_a_site"),
        ]

    def __str__(self) -> str:
        return f"Note on {self.session_id}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("summits:note", args=[self.pk])
