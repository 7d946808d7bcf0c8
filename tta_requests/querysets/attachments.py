"""Questions about files of requests."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import MessageAudience
from tta_requests.querysets.visibility import of_visible_requests

if TYPE_CHECKING:
    from tta_requests.models import Attachment


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files of requests."""

    def visible_to(self, actor: Actor) -> Self:
        """Of the actor's sites, or shared for work; cleared, and of the right audience.

        An offer alone shows no file.
        """
        return self.filter(of_visible_requests(actor)).readable_by(actor)

    def readable_by(self, actor: Actor) -> Self:
        """Internal files are for DOJ staff."""
        if actor.is_system or P.REQUEST_READ_INTERNAL in actor.everywhere:
            return self
        return self.filter(audience=MessageAudience.SHARED)

    def of_request(self, request_id: UUID) -> Self:
        """Files of one request."""
        return self.filter(request_id=request_id)

    def standing(self) -> Self:
        """Not removed."""
        return self.filter(removed_at__isnull=True)

    def for_page(self) -> Self:
        """Everything a page says of one file, in one query."""
        return self.select_related("request__site", "uploaded_by")
