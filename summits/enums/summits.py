"""States, formats, gates, and steps of a summit."""

from django.db import models


class State(models.TextChoices):
    """How far a summit is."""

    PLANNED = "planned", "Planned"
    APPROVED = "approved", "Approved"
    REGISTRATION_OPEN = "registration-open", "Registration open"
    AGENDA_LOCKED = "agenda-locked", "Agenda locked"
    LIVE = "live", "Live"
    WRAP_UP = "wrap-up", "Wrap-up"
    ARCHIVED = "archived", "Archived"
    CANCELED = "canceled", "Canceled"


class Format(models.TextChoices):
    """Whether people travel to a summit."""

    IN_PERSON = "in-person", "In person"
    VIRTUAL = "virtual", "Virtual"


class Origin(models.TextChoices):
    """Whether a summit was planned in the portal or loaded as it was published."""

    PORTAL = "portal", "Planned in the portal"
    IMPORTED = "imported", "Imported from published pages"


class GateKind(models.TextChoices):
    """What must be done by a day before a summit: two approvals, and two steps."""

    CONCEPT = "concept", "Concept approval"
    CONFERENCE = "conference", "Conference approval"
    REGISTRATION = "registration", "Registration opens"
    AGENDA = "agenda", "Agenda locked"


class GrantRole(models.TextChoices):
    """What a person may do at one summit alone."""

    ORGANIZER = "organizer", "Organizer"
    SPEAKER = "speaker", "Speaker"


class StepKind(models.TextChoices):
    """What was done with a summit."""

    PLANNED = "planned", "Planned"
    CHANGED = "changed", "Details changed"
    FILED = "filed", "Filed for approval"
    PASSED = "passed", "Approval recorded"
    REDATED = "redated", "Given a new due date"
    PUBLISHED = "published", "Published"
    REVIEWED_30 = "reviewed-30", "30-day follow-up reviewed"
    REVIEWED_90 = "reviewed-90", "90-day follow-up reviewed"
    GRANTED = "granted", "Access given"
    REVOKED = "revoked", "Access ended"
    APPROVE = "approve", "Approved"
    OPEN_REGISTRATION = "open-registration", "Registration opened"
    LOCK_AGENDA = "lock-agenda", "Agenda locked"
    UNLOCK_AGENDA = "unlock-agenda", "Agenda unlocked"
    START = "start", "Started"
    WRAP_UP = "wrap-up", "Wrap-up started"
    ARCHIVE = "archive", "Archived"
    CANCEL = "cancel", "Canceled"
    PLACES = "places", "Number of places set"
    GO_VIRTUAL = "go-virtual", "Changed to virtual"
