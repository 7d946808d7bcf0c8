"""States of a permission that a second person must approve."""

from django.db import models


class ApprovalState(models.TextChoices):
    """State of an approval; only the first can still be decided."""

    WAITING = "waiting", "Waiting for a second approval"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Expired: no decision by the deadline"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REVIEW = "review", "In force since before approvals; needs review"


# The states in which the permission is granted.
IN_FORCE = (ApprovalState.APPROVED, ApprovalState.REVIEW)
