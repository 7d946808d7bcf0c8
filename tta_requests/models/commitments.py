"""What was promised for a request: deliverables, milestones and commitments."""

from datetime import date
from typing import Self
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.enums import Handling
from tta_requests.enums import CommitmentKind, Party
from tta_requests.models.people import person_key
from tta_requests.models.requests import TTARequest
from tta_requests.models.visibility import of_visible_requests


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Queries of commitments."""

    def visible_to(self, actor: Actor) -> Self:
        """Find commitments of requests the actor reads in full."""
        return self.filter(of_visible_requests(actor))

    def of_request(self, request_id: UUID) -> Self:
        """Find the commitments of one request, by due date."""
        return (
            self.filter(request_id=request_id)
            .select_related("owner", "done_by")
            .order_by("due_on", "made_at")
        )

    def open(self) -> Self:
        """Find commitments that are neither done nor closed with their request."""
        return self.filter(done_at__isnull=True, dropped_reason="")

    def dropped(self) -> Self:
        """Find commitments that were closed with their request."""
        return self.filter(done_at__isnull=True).exclude(dropped_reason="")

    def due_by(self, day: date) -> Self:
        """Find open commitments due on that day or earlier."""
        return self.open().filter(due_on__lte=day)

    def of_provider(self, provider_id: int) -> Self:
        """Find the open commitments a provider owes, by due date."""
        owed = self.open().filter(owed_by=Party.PROVIDER, request__provider_id=provider_id)
        return owed.select_related("request").order_by("due_on", "made_at")

    def for_paper(self, site_id: int) -> Self:
        """Find the open commitments of a site, due first, without those of federal items."""
        found = self.open().filter(site_id=site_id).exclude(request__handling=Handling.FEDERAL)
        return found.select_related("request", "owner").order_by("due_on", "made_at")

    def for_notice(self) -> Self:
        """Load what a reminder shows of a commitment."""
        return self.select_related("request__site", "owner")


@pghistory.track()
class Commitment(SiteScopedModel):
    """Something promised for a request: a deliverable, milestone, or commitment, with its owner and due date."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(
        max_length=12, choices=CommitmentKind, default=CommitmentKind.COMMITMENT
    )
    text = models.CharField(max_length=240)
    owed_by = models.CharField(max_length=8, choices=Party)
    owner = person_key(null=True)
    due_on = models.DateField()
    made_by = person_key(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = person_key(null=True)
    dropped_reason = models.CharField(max_length=240, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "made_at"]
        constraints = [
            SameSite(field="request", name="commitment_is_of_its_requests_site"),
            models.CheckConstraint(
                name="a_kept_commitment_says_by_whom",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["request", "due_on"], name="commitments_of_a_request"),
            models.Index(
                fields=["due_on"],
                condition=Q(done_at__isnull=True),
                name="open_commitments_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor closed with its request."""
        return self.done_at is None and not self.dropped_reason
