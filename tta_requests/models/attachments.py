"""Files attached to a request."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.models import RemovableFile, RemovableFileQuerySet, removal_is_explained
from foundation.tenancy.constraints import SameSite
from tta_requests.enums import MessageAudience
from tta_requests.models.requests import TTARequest
from tta_requests.models.visibility import of_visible_requests


class AttachmentQuerySet(RemovableFileQuerySet["Attachment"]):
    """Files of requests."""

    def visible_to(self, actor: Actor) -> Self:
        """Find files of requests the actor reads in full, by site or share, mark, and audience.

        An offer that was not accepted gives no access to files. A draft's are for those who write it.
        """
        written = Q(request__requester_id=actor.user_id)
        written |= Q(request__site_id__in=actor.sites_for(P.REQUEST_SUBMIT) or ())
        shown = Q(request__submitted_at__isnull=False) | written
        return self.filter(of_visible_requests(actor), shown).readable_by(actor)

    def readable_by(self, actor: Actor) -> Self:
        """Leave out internal files unless the actor is DOJ staff."""
        if actor.is_system or P.REQUEST_READ_INTERNAL in actor.everywhere:
            return self
        return self.filter(audience=MessageAudience.SHARED)

    def of_request(self, request_id: UUID) -> Self:
        """Find the files of one request."""
        return self.filter(request_id=request_id)

    def of_requests(self, request_ids: Collection[UUID]) -> Self:
        """Find the files of requests."""
        return self.filter(request_id__in=request_ids)

    def for_page(self) -> Self:
        """Load everything a page shows of a file, in one query."""
        return self.select_related("request__site", "uploaded_by")


class Attachment(RemovableFile):
    """A file of a request, readable by the people who can read its messages; it has the request's mark."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="attachments")
    audience = models.CharField(
        max_length=10, choices=MessageAudience, default=MessageAudience.SHARED
    )
    description = models.CharField(max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta(RemovableFile.Meta):
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            *RemovableFile.Meta.constraints,
            SameSite(field="request", name="attachment_is_of_its_requests_site"),
            removal_is_explained("a_removed_attachment_says_who_and_why"),
        ]
        indexes = [
            models.Index(fields=["request", "-uploaded_at"], name="attachments_of_a_request"),
            models.Index(fields=["site", "-uploaded_at"], name="attachments_of_a_site"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_held_request_keeps_its_files",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("removed_at")  # type: ignore[no-untyped-call]  # -- untyped there
                | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT 1 FROM tta_requests_ttarequest r
                                WHERE r.id = OLD.request_id AND r.legal_hold_since IS NOT NULL) THEN
                        RAISE EXCEPTION 'a request on legal hold keeps its files';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def get_absolute_url(self) -> str:
        """Return the address to download it from."""
        return reverse("tta_requests:attachment", args=[self.request.number, self.pk])
