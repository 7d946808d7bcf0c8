"""The core areas, requests and participants of an update."""

import pghistory
from django.db import models

from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from liaisons.models.updates import EngagementUpdate
from sites.models import CoreArea, Membership
from tta_requests.models import TTARequest


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class UpdateArea(SiteScopedModel):
    """A core area an update is about."""

    update = models.ForeignKey(
        EngagementUpdate, on_delete=models.CASCADE, related_name="area_links"
    )
    core_area = models.ForeignKey(CoreArea, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            SameSite(field="update", name="area_is_of_its_updates_site"),
            models.UniqueConstraint(
                fields=["site", "update", "core_area"], name="an_area_is_named_once_an_update"
            ),
        ]

    def __str__(self) -> str:
        return self.core_area.name


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class UpdateRequest(SiteScopedModel):
    """A request an update is about; update, request and link belong to one site."""

    update = models.ForeignKey(
        EngagementUpdate, on_delete=models.CASCADE, related_name="request_links"
    )
    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="+")

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


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class UpdateParticipant(SiteScopedModel):
    """Somebody of the site team who took part in what an update tells of."""

    update = models.ForeignKey(
        EngagementUpdate, on_delete=models.CASCADE, related_name="participant_links"
    )
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            SameSite(field="update", name="participant_is_of_its_updates_site"),
            SameSite(field="membership", name="participant_is_of_its_memberships_site"),
            models.UniqueConstraint(
                fields=["site", "update", "membership"], name="a_member_takes_part_once_an_update"
            ),
        ]

    def __str__(self) -> str:
        return self.membership.user.name
