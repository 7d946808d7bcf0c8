"""Why a post is reported, and what became of the report."""

from django.db import models


class Misuse(models.TextChoices):
    """What is wrong with a post."""

    CASE_DETAILS = "case-details", "Case details or names of people"
    OFFENSIVE = "offensive", "Offensive or disrespectful"
    OFF_TOPIC = "off-topic", "Advertising or off topic"
    OTHER = "other", "Something else"


class Decision(models.TextChoices):
    """What became of a report."""

    REMOVED = "removed", "Post removed"
    KEPT = "kept", "Post left as it is"
    TAKEN_BACK = "taken", "Post removed by its author"
