"""Lanes and states of outbox messages and jobs."""

from django.db.models import IntegerChoices, TextChoices


class Lane(IntegerChoices):
    """Which rows go first: the smallest number, then the earliest due time, then the oldest row."""

    EXPEDITED = 10, "Expedited"
    NORMAL = 50, "Normal"
    BULK = 90, "Bulk"


class MessageState(TextChoices):
    """State of an outbox message."""

    QUEUED = "queued", "Waiting"
    DONE = "done", "Done"
    DEAD = "dead", "Failed"


class JobState(TextChoices):
    """State of a long job."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
