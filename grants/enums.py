"""States of grant applications and windows, and the table of an application's transitions."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


class State(models.TextChoices):
    """How far a site's application for a grant is."""

    CONSIDERING = "considering", "Considering"
    APPLYING = "applying", "Applying"
    SUBMITTED = "submitted", "Submitted"
    AWARDED = "awarded", "Awarded"
    NOT_AWARDED = "not-awarded", "Not awarded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class StepKind(models.TextChoices):
    """What was done with an application."""

    ADD = "add", "Added"
    APPLY = "apply", "Decided to apply"
    SUBMIT = "submit", "Submitted"
    AWARD = "award", "Awarded"
    NOT_AWARD = "not-award", "Not awarded"
    WITHDRAW = "withdraw", "Withdrawn"
    REOPEN = "reopen", "Taken up again"
    RESTORE = "restore", "Changed back to submitted"


class Window(models.TextChoices):
    """Whether an opportunity takes applications now; it follows from its dates."""

    ANNOUNCED = "announced", "Announced"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Origin(models.TextChoices):
    """Whether a row was entered in the portal, or imported as the program reported it."""

    PORTAL = "portal", "Entered in the portal"
    IMPORTED = "imported", "Imported, reported by the program"


class MeetingState(models.TextChoices):
    """Whether a committee's meeting is ahead, took place, or is canceled."""

    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    CANCELED = "canceled", "Canceled"


# The states in which a site still works on its application.
WORKED_ON = (State.CONSIDERING, State.APPLYING)
# The states in which neither the site nor the funder has decided.
UNDECIDED = (*WORKED_ON, State.SUBMITTED)

LIFECYCLE = Lifecycle(
    name="grant application",
    states=State,
    guards="grants.policies",
    permissions=P,
    rows=(
        Transition(
            "apply",
            sources=State.CONSIDERING,
            target=State.APPLYING,
            permission=P.GRANT_KEEP,
            guard="is_not_closed",
            label="Decide to apply",
            past="applied for",
        ),
        Transition(
            "submit",
            sources=State.APPLYING,
            target=State.SUBMITTED,
            permission=P.GRANT_KEEP,
            guard="is_ready",
            label="Mark as submitted",
            past="marked as submitted",
        ),
        Transition(
            "award",
            sources=State.SUBMITTED,
            target=State.AWARDED,
            permission=P.GRANT_KEEP,
            label="Record award",
            past="awarded",
        ),
        Transition(
            "not-award",
            sources=State.SUBMITTED,
            target=State.NOT_AWARDED,
            permission=P.GRANT_KEEP,
            label="Record that it wasn't awarded",
            past="marked as not awarded",
            reason_required=True,
        ),
        Transition(
            "withdraw",
            sources=(State.CONSIDERING, State.APPLYING, State.SUBMITTED),
            target=State.WITHDRAWN,
            permission=P.GRANT_KEEP,
            label="Withdraw application",
            past="withdrawn",
            reason_required=True,
        ),
        Transition(
            "reopen",
            sources=State.WITHDRAWN,
            target=State.CONSIDERING,
            permission=P.GRANT_KEEP,
            guard="is_not_closed",
            label="Take up again",
            past="taken up again",
            reason_required=True,
        ),
        Transition(
            "restore",
            sources=(State.AWARDED, State.NOT_AWARDED, State.WITHDRAWN),
            target=State.SUBMITTED,
            permission=P.GRANT_KEEP,
            guard="was_submitted",
            label="Change back to submitted",
            past="changed back to submitted",
            reason_required=True,
        ),
    ),
)
