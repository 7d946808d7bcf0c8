"""The core areas, participants and commitments of an update."""

from typing import Self
from uuid import UUID

import pghistory
from django.db import models

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from liaisons.enums import CommitmentRole
from liaisons.models.updates import EngagementUpdate
from sites.models import CoreArea, Membership


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


class CommitmentLinkQuerySet(models.QuerySet["UpdateCommitment"]):
    """A queryset of an update's commitments."""

    def made_with(self, update_id: UUID) -> Self:
        """Find the links to what was made with an update."""
        return self.filter(update_id=update_id, role=CommitmentRole.MADE)

    def finished_with(self, update_id: UUID) -> Self:
        """Find the links to what an update shows to be done."""
        return self.filter(update_id=update_id, role=CommitmentRole.FINISHED)

    def shown_to(self, actor: Actor) -> Self:
        """Load the links whose commitments the actor reads, due first."""
        seen = Commitment.objects.visible_to(actor).order_by()
        found = self.filter(commitment__in=seen.values("pk"))
        return found.select_related("commitment__owner", "commitment__request").order_by(
            "commitment__due_on", "id"
        )


@pghistory.track(pghistory.InsertEvent())
class UpdateCommitment(SiteScopedModel):
    """A commitment that was made with an update, or that the update shows to be done."""

    update = models.ForeignKey(
        EngagementUpdate, on_delete=models.CASCADE, related_name="commitment_links"
    )
    # Without a key in the database: the policies hold that it is a commitment of the same site.
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="update_links", db_constraint=False
    )
    role = models.CharField(max_length=8, choices=CommitmentRole)

    objects = CommitmentLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSite(field="update", name="commitment_is_of_its_updates_site"),
            models.UniqueConstraint(
                fields=["site", "update", "commitment"],
                name="a_commitment_is_linked_once_an_update",
            ),
        ]

    def __str__(self) -> str:
        return self.commitment.text
