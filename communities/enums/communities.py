"""States, origins, and steps of a community."""

from django.db import models


class State(models.TextChoices):
    """How far a community is."""

    FORMING = "forming", "Forming"
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    RETIRED = "retired", "Retired"


class Origin(models.TextChoices):
    """Whether a community was set up in the portal or loaded as it was published."""

    PORTAL = "portal", "Set up in the portal"
    IMPORTED = "imported", "Imported from published pages"


class StepKind(models.TextChoices):
    """What was done with a community."""

    SET_UP = "set-up", "Set up"
    GRANTED = "granted", "Facilitator added"
    REVOKED = "revoked", "Facilitator removed"
    SCHEDULED = "scheduled", "Meetings scheduled"
    RESCHEDULED = "rescheduled", "Later meetings rescheduled"
    MOVED = "moved", "Meeting moved"
    CALLED_OFF = "called-off", "Meeting canceled"
    ENDED = "ended", "Later meetings canceled"
    ACTIVATE = "activate", "Activated"
    PAUSE = "pause", "Paused"
    RESUME = "resume", "Resumed"
    RETIRE = "retire", "Retired"
