"""The common part of every permission that one person proposes and another approves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.accounts.enums import IN_FORCE, ApprovalState


class Approval(models.Model):
    """A permission one person proposes and another approves; until then it grants nothing.

    The database enforces it: a trigger lets only the transaction's own actor decide, and never the
    proposer or the person who would get the permission.
    """

    email = models.EmailField(help_text="The person's email address.")
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.WAITING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_as = models.CharField(max_length=60, help_text="The person or job that asked for it.")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_as = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be decided."""
        return self.state == ApprovalState.WAITING

    @property
    def is_in_force(self) -> bool:
        """Whether it grants the permission."""
        return self.state in IN_FORCE


def decided_by_another(holder: str) -> Q:
    """Return the constraint that neither proposer nor ``holder`` of the permission decides."""
    decided = Q(state__in=[ApprovalState.APPROVED, ApprovalState.DECLINED])
    return ~decided | ~(Q(decided_by=F("proposed_by")) | Q(decided_by=F(holder)))


DECISION_IS_WHOLE = (
    Q(state__in=[ApprovalState.WAITING, ApprovalState.REVIEW], decided_at__isnull=True)
    | Q(state__in=[ApprovalState.APPROVED, ApprovalState.WITHDRAWN], decided_at__isnull=False)
    | Q(state=ApprovalState.LAPSED, decided_at__isnull=False)
    | (Q(state=ApprovalState.DECLINED, decided_at__isnull=False) & ~Q(reason=""))
)
