"""The choices of the applications app, and the table of an application's transitions."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


class Status(models.TextChoices):
    """How far an application is."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    UNDER_REVIEW = "under-review", "Under review"
    SELECTED = "selected", "Selected"
    NOT_SELECTED = "not-selected", "Not selected"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Level(models.TextChoices):
    """How an agency assesses itself in a core area."""

    NOT_YET = "not-yet", "Not yet"
    STARTING = "starting", "Starting"
    IN_PLACE = "in-place", "In place"
    COULD_HELP = "could-help", "Could help others"


class Section(models.TextChoices):
    """A part of the application, saved on its own."""

    AGENCY = "agency", "Your agency"
    ELIGIBILITY = "eligibility", "Can you apply?"
    AREAS = "areas", "Where you are today"
    CHANGE = "change", "What you want to change"
    LETTERS = "letters", "Letters of support"


# States an application may be withdrawn from: nothing is decided.
UNDECIDED = (Status.DRAFT, Status.SUBMITTED, Status.UNDER_REVIEW)
# What an applicant is written a letter about.
DECISIONS = (Status.SELECTED, Status.NOT_SELECTED, Status.DEFERRED)

LIFECYCLE = Lifecycle(
    name="application",
    states=Status,
    guards="applications.policies",
    permissions=P,
    rows=(
        # The applicant has no account: the link's job takes these two steps for them.
        Transition(
            "submit",
            sources=Status.DRAFT,
            target=Status.SUBMITTED,
            label="Submit application",
            past="submitted",
            by_system=True,
        ),
        Transition(
            "withdraw",
            sources=UNDECIDED,
            target=Status.WITHDRAWN,
            label="Withdraw application",
            past="withdrawn",
            by_system=True,
        ),
        Transition(
            "start-review",
            sources=Status.SUBMITTED,
            target=Status.UNDER_REVIEW,
            permission=P.APPLICATION_MANAGE,
            label="Start review",
            past="taken into review",
        ),
        Transition(
            "reconsider",
            sources=Status.DEFERRED,
            target=Status.UNDER_REVIEW,
            permission=P.APPLICATION_MANAGE,
            label="Review again",
            past="reviewed again",
        ),
        *(
            Transition(
                name,
                sources=Status.UNDER_REVIEW,
                target=target,
                permission=P.APPLICATION_MANAGE,
                guard="is_anothers_agency",
                label=label,
                past=past,
                reason_required=True,
            )
            for name, target, label, past in (
                ("select", Status.SELECTED, "Select", "selected"),
                ("decline", Status.NOT_SELECTED, "Don't select", "declined"),
                ("defer", Status.DEFERRED, "Defer to the next round", "deferred"),
            )
        ),
    ),
)
