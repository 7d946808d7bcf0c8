"""What people propose for the library, and what became of it."""

import uuid
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.workflow.cursors import Cursors, Position
from library.enums import ProposalState
from library.models.resources import SECURE, Resource

PERSON = settings.AUTH_USER_MODEL
PROPOSALS = Cursors("library.proposals", lambda row: Position(row.proposed_at, row.pk))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """A queryset of proposals."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own; staff who share resources with everyone read all."""
        if actor.is_system or actor.may(P.RESOURCE_SHARE, at=None):
            return self
        return self.filter(proposed_by_id=actor.user_id)

    def of_person(self, user_id: int | None) -> Self:
        """Return a person's own."""
        return self.filter(proposed_by_id=user_id)

    def waiting(self) -> Self:
        """Return those that no one has decided."""
        return self.filter(status=ProposalState.PROPOSED)

    def for_list(self) -> Self:
        """Load the people and the resources, the latest first: the order of ``PROPOSALS``."""
        return self.select_related("proposed_by", "resource").order_by("-proposed_at", "-pk")

    def after(self, at: datetime, pk: UUID) -> Self:
        """Return the proposals after that one in the order of ``PROPOSALS``."""
        return self.filter(Q(proposed_at__lt=at) | Q(proposed_at=at, pk__lt=pk))


class Proposal(models.Model):
    """A resource that someone proposes, in their words; who shares resources adds it, or declines it with a reason.

    It says where it is from, as staff who decide may not read what is there.
    """

    DATABASE_PRIVILEGES: ClassVar[str] = (
        "SELECT, INSERT, UPDATE (status, resource_id, reason, decided_by_id, decided_at)"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    summary = models.TextField(help_text="What it's for.")
    url = models.URLField(max_length=500, blank=True, help_text="Where it is, if it's a link.")
    origin = models.CharField(max_length=160, help_text="Such as the community it is from.")
    origin_path = models.CharField(max_length=200, help_text="The address there.")
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.PROPOSED)
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was declined.")
    decided_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin_path"],
                condition=Q(status=ProposalState.PROPOSED),
                name="an_origin_is_proposed_once_at_a_time",
            ),
            models.CheckConstraint(
                name="a_proposed_link_is_secure", condition=Q(url="") | Q(url__startswith=SECURE)
            ),
            models.CheckConstraint(
                name="a_decided_proposal_has_a_resource_or_a_reason",
                condition=Q(
                    status=ProposalState.PROPOSED,
                    decided_by=None,
                    decided_at=None,
                    resource=None,
                    reason="",
                )
                | Q(
                    status=ProposalState.ADDED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    resource__isnull=False,
                )
                | Q(
                    status=ProposalState.DECLINED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    resource=None,
                )
                & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-proposed_at", "-id"], name="proposals_newest_first"),
            models.Index(
                fields=["proposed_at"],
                condition=Q(status=ProposalState.PROPOSED),
                name="proposals_that_wait",
            ),
        ]

    def __str__(self) -> str:
        return self.title
