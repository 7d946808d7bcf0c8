"""What a site notes about an exchange for its own people; the other site never sees it."""

from typing import Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q

from exchanges.models.exchanges import PeerExchange
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel


class SiteNoteQuerySet(models.QuerySet["SiteNote"]):
    """A queryset of sites' own notes."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the notes of the actor's own sites."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def of_exchange(self, pk: UUID | OuterRef) -> Self:
        """Return the notes on an exchange with their sites and authors, oldest first."""
        found = self.filter(exchange_id=pk).select_related("site", "author")
        return found.order_by("made_at", "pk")

    def for_change(self) -> Self:
        """Load a note with its exchange and both sites."""
        return self.select_related("exchange__visitor", "exchange__host")


@pghistory.track()
class SiteNote(SiteScopedModel):
    """A note on an exchange, of one of its two sites."""

    exchange = models.ForeignKey(PeerExchange, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = SiteNoteQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_site_note_says_something", condition=~Q(text="")),
        ]
        indexes = [
            models.Index(fields=["site", "exchange", "made_at"], name="site_notes_of_an_exchange")
        ]

    def __str__(self) -> str:
        return f"Note on {self.exchange_id}"
