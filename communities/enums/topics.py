"""What became of a suggested topic."""

from django.db import models


class TopicState(models.TextChoices):
    """How far a suggested topic is."""

    SUGGESTED = "suggested", "Waiting for a facilitator"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
