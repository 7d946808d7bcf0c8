"""How often meetings are, and whether one takes place."""

from django.db import models


class Frequency(models.TextChoices):
    """Whether the rule counts months or weeks; the names are those of RFC 5545."""

    MONTHLY = "MONTHLY", "Month"
    WEEKLY = "WEEKLY", "Week"


class MeetingState(models.TextChoices):
    """Whether a meeting takes place."""

    PLANNED = "planned", "Planned"
    CANCELED = "canceled", "Canceled"
