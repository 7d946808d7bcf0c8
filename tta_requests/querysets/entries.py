"""Questions about the timeline and the thread."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import MessageAudience

if TYPE_CHECKING:
    from tta_requests.models import Entry


class EntryQuerySet(models.QuerySet["Entry"]):
    """Timeline and thread."""

    def of_request(self, request_id: UUID) -> Self:
        """Entries of one request."""
        return self.filter(request_id=request_id)

    def for_page(self) -> Self:
        """Newest first, as many as a page shows."""
        return self.order_by("-created_at", "-id")[:200]

    def readable_by(self, actor: Actor) -> Self:
        """Internal entries are for DOJ staff."""
        if actor.is_system or P.REQUEST_READ_INTERNAL in actor.everywhere:
            return self
        return self.filter(audience=MessageAudience.SHARED)
