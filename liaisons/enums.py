"""The choices of the liaisons' log."""

from django.db import models


class UpdateKind(models.TextChoices):
    """How the liaison was in touch with the site."""

    VISIT = "visit", "Visit"
    CALL = "call", "Call"
    EMAIL = "email", "Email"
    MEETING = "meeting", "Meeting"
    OBSERVATION = "observation", "Observation"


class Risk(models.TextChoices):
    """Whether the liaison saw a risk to the engagement."""

    NONE = "none", "No concern"
    WATCH = "watch", "Watch"
    SERIOUS = "serious", "Serious"


class UpdateState(models.TextChoices):
    """A draft is only visible to its author, a submitted update to site team and DOJ staff."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
