"""Questions about the timeline and the thread."""

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.workflow.cursors import Cursors
from tta_requests.enums import MessageAudience, Status
from tta_requests.querysets.reach import of_visible_requests

if TYPE_CHECKING:
    from tta_requests.models import Entry

PLACES = Cursors("tta_requests.entries")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Timeline and thread."""

    def of_request(self, request_id: UUID) -> Self:
        """Entries of one request."""
        return self.filter(request_id=request_id)

    def for_page(self) -> Self:
        """Newest first, as many as a page shows."""
        return self.order_by("-created_at", "-id")[:200]

    def messages(self) -> Self:
        """What people said, the newest first."""
        return self.filter(kind="message").order_by("-created_at", "-id")

    def events(self) -> Self:
        """What happened, the newest first; talk is not history."""
        return self.exclude(kind="message").order_by("-created_at", "-id")

    def after(self, at: datetime, pk: UUID) -> Self:
        """What follows that entry, the newest first."""
        return self.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk), created_at__lte=at)

    def since(self, at: datetime, actor: Actor) -> Self:
        """What was done and said after an instant on requests the actor reads whole, the newest first."""
        seen = self.filter(of_visible_requests(actor), created_at__gt=at).readable_by(actor)
        sent = seen.exclude(request__status=Status.DRAFT)
        return sent.select_related("request__site").order_by("-created_at", "-id")

    def readable_by(self, actor: Actor) -> Self:
        """Internal entries are for DOJ staff."""
        if actor.is_system or P.REQUEST_READ_INTERNAL in actor.everywhere:
            return self
        return self.filter(audience=MessageAudience.SHARED)
