"""How far a membership of a community is."""

from django.db import models


class MemberState(models.TextChoices):
    """How far a membership is."""

    ASKED = "asked", "Asked to join"
    MEMBER = "member", "Member"
    DECLINED = "declined", "Not admitted"
    LEFT = "left", "Left"
    REMOVED = "removed", "Removed"
