"""The words of the liaison's log."""

from django.db import models


class UpdateKind(models.TextChoices):
    """How the liaison was in touch with the site."""

    VISIT = "visit", "Visit"
    CALL = "call", "Call"
    EMAIL = "email", "Email"
    MEETING = "meeting", "Meeting"
    OBSERVATION = "observation", "Observation"


class Risk(models.TextChoices):
    """Whether what the liaison saw endangers the engagement."""

    NONE = "none", "No concern"
    WATCH = "watch", "Watch"
    SERIOUS = "serious", "Serious"


class UpdateState(models.TextChoices):
    """A draft is its author's alone; a submitted update is the site team's and DOJ staff's."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
