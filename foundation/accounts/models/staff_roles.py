"""DOJ roles that wait for approval."""

import uuid
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from foundation.accounts.enums import ApprovalState
from foundation.accounts.models.approvals import DECISION_IS_WHOLE, Approval, decided_by_another
from foundation.accounts.models.people import User
from foundation.accounts.roles import STAFF_ROLES


class StaffApprovalQuerySet(models.QuerySet["StaffApproval"]):
    """Proposed DOJ roles; the database shows them to Program Managers and administrators."""

    def waiting(self) -> Self:
        """Return the proposals that are not decided."""
        return self.filter(state=ApprovalState.WAITING)

    def of_user(self, user_id: int) -> Self:
        """Return the proposals for one person."""
        return self.filter(user_id=user_id)

    def for_queue(self) -> Self:
        """Load everything the approval queue shows, first deadline first."""
        return self.select_related("user", "proposed_by").order_by("due_at", "pk")


@pghistory.track()
class StaffApproval(Approval):
    """A DOJ role that waits for a Program Manager; the approval writes it on the person."""

    DATABASE_PRIVILEGES = "SELECT, INSERT, UPDATE"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_approvals")
    role = models.CharField(
        max_length=30, choices=[(role.slug, role.title) for role in STAFF_ROLES]
    )

    objects = StaffApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "DOJ role to approve"
        verbose_name_plural = "DOJ roles to approve"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=ApprovalState.WAITING),
                name="one_role_at_a_time_waits_for_approval",
            ),
            models.CheckConstraint(
                name="a_staff_role_is_approved_by_somebody_else",
                condition=decided_by_another("user"),
            ),
            models.CheckConstraint(
                name="nobody_proposes_their_own_staff_role", condition=~Q(proposed_by=F("user"))
            ),
            models.CheckConstraint(
                name="a_decision_on_a_staff_role_is_whole", condition=DECISION_IS_WHOLE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.get_state_display()}"
