"""Seats that need a second person's approval."""

from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor
from foundation.accounts.enums import ApprovalState
from foundation.accounts.models import DECISION_IS_WHOLE, Approval, decided_by_another
from foundation.accounts.permissions import Permission as P
from foundation.tenancy.models import SiteScopedModel
from sites.models.places import Site
from sites.models.seats import SEAT_IS_THE_ROLES, SITE_ROLE_CHOICES, SeatNames


class SeatApprovalQuerySet(models.QuerySet["SeatApproval"]):
    """A queryset of seat approvals."""

    def waiting(self) -> Self:
        """Return the approvals that are not decided."""
        return self.filter(state=ApprovalState.WAITING)

    def to_review(self, at: datetime) -> Self:
        """Return seats filled before approvals existed whose holders still have them."""
        held = Q(membership__ends_at__isnull=True) | Q(membership__ends_at__gt=at)
        return self.filter(held, state=ApprovalState.REVIEW, membership__isnull=False)

    def to_decide(self, actor: Actor, at: datetime) -> Self:
        """Return what waits for approvers at DOJ: for those who manage teams, seats to review too."""
        waiting = self.waiting()
        return waiting | self.to_review(at) if P.TEAM_MANAGE in actor.everywhere else waiting

    def at(self, site: Site) -> Self:
        """Return the approvals of one site."""
        return self.filter(site=site)

    def visible_to(self, actor: Actor) -> Self:
        """Return the approvals of the actor's sites; the database checks it again."""
        ids = actor.sites_for(P.SITE_VIEW)
        return self if ids is None else self.filter(site_id__in=ids)

    def for_queue(self) -> Self:
        """Load everything the approval queue shows, first deadline first."""
        return self.select_related("site", "proposed_by", "person").order_by("due_at", "pk")

    def for_page(self) -> Self:
        """Load the same with who decided."""
        return self.for_queue().select_related("decided_by")

    def for_review(self) -> Self:
        """Load everything the review list shows, by site."""
        found = self.select_related("site", "proposed_by", "membership__user")
        return found.order_by("site__name", "pk")


@pghistory.track()
class SeatApproval(SeatNames, SiteScopedModel, Approval):
    """A seat that reads federal items; its person reads nothing of the site before approval."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person's account, once they have one.",
    )
    role = models.CharField(max_length=30, choices=SITE_ROLE_CHOICES)
    seat = models.CharField(max_length=20)

    objects = SeatApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "seat to approve"
        verbose_name_plural = "seats to approve"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "id"], name="seat_approval_is_known_by_its_site"
            ),
            models.CheckConstraint(
                name="an_approval_is_for_a_seat_of_its_role", condition=SEAT_IS_THE_ROLES
            ),
            models.CheckConstraint(
                name="a_seat_is_approved_by_somebody_else", condition=decided_by_another("person")
            ),
            models.CheckConstraint(
                name="a_decision_on_a_seat_is_whole", condition=DECISION_IS_WHOLE
            ),
        ]
        indexes = [models.Index(fields=["site", "state"], name="seat_approvals_of_a_site")]

    def __str__(self) -> str:
        return f"{self.name}, {self.role_title}"
