"""The choices of the liaisons' log."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


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


class Stage(models.TextChoices):
    """How far an update is: its state, and what became of its review."""

    DRAFT = "draft", "Draft"
    RECORDED = "recorded", "Submitted"
    SUBMITTED = "submitted", "Awaiting review"
    REVIEWED = "reviewed", "Reviewed"
    RETURNED = "returned", "Returned to author"


class CommitmentRole(models.TextChoices):
    """What an update has to do with a commitment."""

    MADE = "made", "Made with the update"
    FINISHED = "finished", "Done with the update"


REVIEW = Lifecycle(
    name="update",
    states=Stage,
    guards="liaisons.policies",
    permissions=P,
    rows=(
        Transition(
            "submit",
            sources=(Stage.DRAFT, Stage.RETURNED),
            target=Stage.SUBMITTED,
            permission=P.UPDATE_LOG,
            guard="wrote_it",
            label="Submit update",
            past="submitted",
        ),
        Transition(
            "review",
            # Also of a returned one: its author may have left, and nobody else can correct it.
            sources=(Stage.SUBMITTED, Stage.RETURNED),
            target=Stage.REVIEWED,
            permission=P.UPDATE_REVIEW,
            guard="did_not_write_it",
            label="Mark as reviewed",
            past="marked as reviewed",
        ),
        Transition(
            "return",
            sources=Stage.SUBMITTED,
            target=Stage.RETURNED,
            permission=P.UPDATE_REVIEW,
            guard="did_not_write_it",
            label="Return to author",
            past="returned",
            reason_required=True,
        ),
    ),
)
