"""The requests of an update. An update about a federal request is read by that request's readers alone."""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

import pghistory
from django.db import models

from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.enums import Handling
from tta_requests.models import TTARequest
from tta_requests.models.visibility import kept_from


class UpdateRequestQuerySet(models.QuerySet["UpdateRequest"]):
    """A queryset of the requests of updates."""

    def federal(self) -> Self:
        """Find the links to requests with the federal mark."""
        return self.filter(request__handling=Handling.FEDERAL)

    def at(self, site_id: int) -> Self:
        """Find the links of one site."""
        return self.filter(site_id=site_id)

    def of(self, request_id: UUID, updates: Iterable[UUID]) -> Self:
        """Find the links of some updates to one request."""
        return self.filter(request_id=request_id, update_id__in=updates)

    def kept_from(self, actor: Actor) -> Self:
        """Find the links to federal requests that the actor isn't cleared for; ``app_barred_updates()`` checks it again."""
        return self.filter(request__in=kept_from(actor))


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class UpdateRequest(SiteScopedModel):
    """A request an update is about; update, request and link belong to one site."""

    update = models.ForeignKey(
        "liaisons.EngagementUpdate", on_delete=models.CASCADE, related_name="request_links"
    )
    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="+")

    objects = UpdateRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSite(field="update", name="link_is_of_its_updates_site"),
            SameSite(field="request", name="link_is_of_its_requests_site"),
            models.UniqueConstraint(
                fields=["site", "update", "request"], name="a_request_is_linked_once_an_update"
            ),
        ]
        indexes = [models.Index(fields=["site", "request"], name="updates_about_a_request")]

    def __str__(self) -> str:
        return self.request.number
