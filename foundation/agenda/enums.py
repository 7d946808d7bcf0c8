"""The choices of the calendar."""

from django.db import models


class EntryState(models.TextChoices):
    """Whether what has a date is still to come about."""

    OPEN = "open", "Planned"
    DONE = "done", "Done"
    CANCELED = "canceled", "Canceled"
