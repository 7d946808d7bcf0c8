"""The choices of a site's plans, and the transitions of a plan."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import Lifecycle, Transition


class PlanKind(models.TextChoices):
    """The two plans of an engagement."""

    STRATEGIC = "strategic", "Strategic plan"
    SUSTAINABILITY = "sustainability", "Sustainability plan"


class PlanState(models.TextChoices):
    """Where a plan's next version is; an approved version stays in force while the next one is written."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for approval"
    APPROVED = "approved", "Approved"


class PlanStepKind(models.TextChoices):
    """What a person did to a plan."""

    STARTED = "started", "Plan started"
    SUBMITTED = "submitted", "Submitted for approval"
    RETURNED = "returned", "Returned for changes"
    APPROVED = "approved", "Version approved"
    UNLOCKED = "unlocked", "Unlocked for a new version"


class Direction(models.TextChoices):
    """Which way a goal's figure should move."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"


class OwnerSide(models.TextChoices):
    """The side that carries out an action of a plan."""

    SITE = "site", "The site"
    DOJ = "doj", "DOJ"


PLAN_LIFECYCLE = Lifecycle(
    name="plan",
    states=PlanState,
    guards="engagements.policies",
    permissions=P,
    rows=(
        Transition(
            "submit",
            sources=PlanState.DRAFT,
            target=PlanState.SUBMITTED,
            permission=P.PLAN_WRITE,
            guard="has_goals",
            label="Submit for approval",
            past="submitted",
            by_system=True,
        ),
        Transition(
            "approve",
            sources=PlanState.SUBMITTED,
            target=PlanState.APPROVED,
            permission=P.PLAN_APPROVE,
            guard="is_not_submitter",
            label="Approve plan",
            past="approved",
            by_system=True,
        ),
        Transition(
            "return",
            sources=PlanState.SUBMITTED,
            target=PlanState.DRAFT,
            permission=P.PLAN_APPROVE,
            label="Return for changes",
            past="returned",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "unlock",
            sources=PlanState.APPROVED,
            target=PlanState.DRAFT,
            permission=P.PLAN_WRITE,
            label="Start a new version",
            past="unlocked",
            reason_required=True,
            by_system=True,
        ),
    ),
)
