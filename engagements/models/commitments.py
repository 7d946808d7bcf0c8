"""What was promised to a site, for a request or without one: deliverables, milestones and commitments."""

from datetime import date
from typing import Any, Self
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from engagements.enums import CommitmentKind, Party
from engagements.models import origins
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.constraints import SameSite
from foundation.tenancy.models import SiteScopedModel
from sites.enums import Handling


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Queries of commitments."""

    def visible_to(self, actor: Actor) -> Self:
        """Find commitments of the actor's sites, and those of requests as the requests' room declares."""
        ids = actor.sites_for(P.SITE_VIEW)
        own = Q() if ids is None else Q(site_id__in=ids)
        return self.filter(
            Q(request=None) & own | Q(request__isnull=False) & origins.readable(actor)
        )

    def of_requests(self) -> Self:
        """Leave out commitments made without a request."""
        return self.filter(request__isnull=False)

    def without_request(self) -> Self:
        """Find commitments made without a request."""
        return self.filter(request=None)

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

    def inbox(self, owner_id: int | None) -> Self:
        """Load open commitments, due first: of one owner, or of everyone."""
        found = self.open().for_notice().order_by("due_on", "made_at")
        return found if owner_id is None else found.filter(owner_id=owner_id)

    def for_site(self, site_id: int) -> Self:
        """Load the commitments of a site: open ones first, by due date."""
        is_closed = Case(When(done_at=None, dropped_reason="", then=Value(0)), default=Value(1))
        found = self.filter(site_id=site_id).select_related("request", "owner")
        return found.order_by(is_closed, "due_on", "made_at")

    def for_page(self) -> Self:
        """Load what the page of one commitment shows."""
        return self.select_related("site", "owner", "made_by")

    def for_notice(self) -> Self:
        """Load what a reminder shows of a commitment."""
        return self.select_related("site", "request__site", "owner")


def _person() -> Any:
    """Return a foreign key to a user that prevents deleting that user."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


# The tables keep their names: rows, policies, and history stay where they are (ADR 0047).
@pghistory.track(meta={"db_table": "tta_requests_commitmentevent"})
class Commitment(SiteScopedModel):
    """Something promised to a site: a deliverable, milestone, or commitment, with its owner and due date.

    Attributes:
        request: the request it was made for, whose readers alone see it; None when it was made without one.
        evidence: what shows that it is done: a line of text or a link.
        date_reason: why it last got a new date; earlier reasons are in the history.
    """

    # By label: a key to a table of a room above, which declares who reads these rows.
    request = models.ForeignKey(
        "tta_requests.TTARequest",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="commitments",
    )
    kind = models.CharField(
        max_length=12, choices=CommitmentKind, default=CommitmentKind.COMMITMENT
    )
    text = models.CharField(max_length=240)
    owed_by = models.CharField(max_length=8, choices=Party)
    owner = _person()
    due_on = models.DateField()
    made_by = _person()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = _person()
    dropped_reason = models.CharField(max_length=240, blank=True)
    evidence = models.CharField(max_length=500, blank=True, default="")
    date_reason = models.CharField(max_length=240, blank=True, default="")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        db_table = "tta_requests_commitment"
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
            models.Index(
                fields=["done_at"],
                condition=Q(done_at__isnull=False),
                name="done_commitments_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor closed with its request."""
        return self.done_at is None and not self.dropped_reason
