"""The choices of the engagements app, and the milestones every engagement has."""

from django.db import models

from foundation.accounts.permissions import Permission as P
from foundation.workflow.lifecycle import BACK, Lifecycle, Transition


class Track(models.TextChoices):
    """The kinds of engagement the program has offered."""

    PSP = "psp", "PSP site"
    OPERATIONS = "operations", "Operations site"
    VRN = "vrn", "Violence Reduction Network site"
    DIAGNOSTIC = "diagnostic", "Diagnostic site"


class State(models.TextChoices):
    """The state of an engagement on a day. It follows from dates and is not stored."""

    PROPOSED = "proposed", "Proposed"
    ONBOARDING = "onboarding", "Onboarding"
    ACTIVE = "active", "Active"
    SUSPENDED = "suspended", "Suspended"
    CLOSING = "closing", "Closing"
    GRADUATED = "graduated", "Graduated"
    ALUMNI = "alumni", "Alumni"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Origin(models.TextChoices):
    """Whether an engagement was imported or opened in the portal."""

    OPENED = "opened", "Opened in the portal"
    IMPORTED = "imported", "Imported from published announcements"


class MilestoneKind(models.TextChoices):
    """The milestones of an engagement, in their usual order."""

    KICK_OFF = "kick-off", "Kick-off"
    LISTENING_SESSION = "listening-session", "Listening session"
    ASSESSMENTS = "assessments", "Assessments"
    STRATEGIC_PLAN = "strategic-plan", "Strategic plan"
    MONTH_6 = "month-6", "Month 6"
    MONTH_12 = "month-12", "Month 12"
    MONTH_24 = "month-24", "Month 24"
    T_180 = "t-180", "180 days to go"
    T_90 = "t-90", "90 days to go"
    T_30 = "t-30", "30 days to go"


class Step(models.TextChoices):
    """What a person did to an engagement."""

    OPENED = "opened", "Opened"
    ANNOUNCED = "announced", "Announced"
    ONBOARDED = "onboarded", "Onboarding started"
    ACTIVATED = "activated", "Activated"
    REACHED = "reached", "Milestone reached"
    REDATED = "redated", "Milestone given a new date"
    CORRECTED = "corrected", "Date of a milestone corrected"
    SUSPENDED = "suspended", "Suspended"
    RESUMED = "resumed", "Resumed"
    EXTENDED = "extended", "Extended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSING = "closing", "Closing phase started"
    PLAN_APPROVED = "plan-approved", "Sustainability plan approved"
    GRADUATED = "graduated", "Graduated"
    ALUMNI = "alumni", "Became alumni"
    LED_ON = "led-on", "Led to an operations engagement"
    UNWITHDRAWN = "unwithdrawn", "Withdrawal undone"
    UNGRADUATED = "ungraduated", "Graduation undone"
    UNALUMNI = "unalumni", "Step to alumni undone"


# The steps that can be undone, by the step that undoes each.
UNDONE = {
    "undo-withdrawal": Step.WITHDRAWN,
    "undo-graduation": Step.GRADUATED,
    "undo-alumni": Step.ALUMNI,
}
# After these the calendar makes a site alumni, unless it is made so again.
LEFT_TO_CALENDAR = (Step.GRADUATED, Step.UNALUMNI)

# Milestones that follow from the first and the last day alone.
MONTH_MARKS = {MilestoneKind.MONTH_6: 6, MilestoneKind.MONTH_12: 12, MilestoneKind.MONTH_24: 24}
END_MARKS = {MilestoneKind.T_180: 180, MilestoneKind.T_90: 90, MilestoneKind.T_30: 30}

# Milestones whose days say how far a site is; the others follow from its first and last day.
COMPARED = (
    MilestoneKind.KICK_OFF,
    MilestoneKind.LISTENING_SESSION,
    MilestoneKind.ASSESSMENTS,
    MilestoneKind.STRATEGIC_PLAN,
)

# Milestones as a sentence names them.
MILESTONE_NOUNS: dict[str, str] = {
    MilestoneKind.KICK_OFF: "the kick-off",
    MilestoneKind.LISTENING_SESSION: "the listening session",
    MilestoneKind.ASSESSMENTS: "the assessments",
    MilestoneKind.STRATEGIC_PLAN: "the strategic plan",
    MilestoneKind.MONTH_6: "the month 6 review",
    MilestoneKind.MONTH_12: "the month 12 review",
    MilestoneKind.MONTH_24: "the month 24 review",
    MilestoneKind.T_180: "the start of the closing phase",
    MilestoneKind.T_90: "the check 90 days before the end",
    MilestoneKind.T_30: "the check 30 days before the end",
}

RUNNING = (State.PROPOSED, State.ONBOARDING, State.ACTIVE, State.SUSPENDED, State.CLOSING)

# The transitions of PRODUCT section 5. A state follows from dates: from the closing phase's first day an active
# engagement is closing, and a year after its graduation a site is alumni, without anyone's step.
LIFECYCLE = Lifecycle(
    name="engagement",
    states=State,
    guards="engagements.policies",
    permissions=P,
    rows=(
        Transition(
            "begin-onboarding",
            sources=State.PROPOSED,
            target=State.ONBOARDING,
            permission=P.ENGAGEMENT_MANAGE,
            guard="has_started",
            label="Start onboarding",
            past="onboarded",
            by_system=True,
        ),
        Transition(
            "activate",
            sources=State.ONBOARDING,
            target=State.ACTIVE,
            permission=P.ENGAGEMENT_MANAGE,
            guard="has_listened",
            label="Activate engagement",
            past="activated",
            by_system=True,
        ),
        Transition(
            "suspend",
            sources=(State.ONBOARDING, State.ACTIVE, State.CLOSING),
            target=State.SUSPENDED,
            permission=P.ENGAGEMENT_MANAGE,
            label="Suspend engagement",
            past="suspended",
            reason_required=True,
            by_system=True,
            remembers=True,
        ),
        Transition(
            "resume",
            sources=State.SUSPENDED,
            target=BACK,
            permission=P.ENGAGEMENT_MANAGE,
            label="Resume engagement",
            past="resumed",
            by_system=True,
        ),
        *(
            Transition(
                "extend",
                sources=state,
                # The dates say whether one that is closing is active again: its closing phase may still have begun.
                target=state,
                permission=P.ENGAGEMENT_MANAGE,
                label="Extend engagement",
                past="extended",
                reason_required=True,
                by_system=True,
            )
            for state in RUNNING
        ),
        *(
            Transition(
                "announce",
                sources=state,
                target=state,
                permission=P.ENGAGEMENT_MANAGE,
                label="Announce engagement",
                past="announced",
                by_system=True,
            )
            for state in RUNNING
        ),
        Transition(
            "close",
            sources=State.ACTIVE,
            target=State.CLOSING,
            permission=P.ENGAGEMENT_MANAGE,
            label="Start closing phase",
            past="closed",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "graduate",
            sources=State.CLOSING,
            target=State.GRADUATED,
            permission=P.ENGAGEMENT_MANAGE,
            guard="has_approved_plan",
            label="Graduate site",
            past="graduated",
            by_system=True,
        ),
        Transition(
            "start-operations",
            sources=(State.ACTIVE, State.CLOSING),
            target=State.GRADUATED,
            permission=P.ENGAGEMENT_MANAGE,
            guard="is_diagnostic",
            label="Move to operations",
            past="moved to operations",
            by_system=True,
        ),
        Transition(
            "become-alumni",
            sources=State.GRADUATED,
            target=State.ALUMNI,
            permission=P.ENGAGEMENT_MANAGE,
            label="Make site alumni",
            past="made alumni",
            by_system=True,
        ),
        Transition(
            "withdraw",
            sources=RUNNING,
            target=State.WITHDRAWN,
            permission=P.ENGAGEMENT_MANAGE,
            label="Withdraw engagement",
            past="withdrawn",
            reason_required=True,
            by_system=True,
            remembers=True,
        ),
        Transition(
            "undo-withdrawal",
            sources=State.WITHDRAWN,
            # The dates say which state it is in again, as with an extension.
            target=BACK,
            permission=P.ENGAGEMENT_MANAGE,
            guard="has_no_successor",
            label="Undo withdrawal",
            past="reinstated",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "undo-graduation",
            sources=(State.GRADUATED, State.ALUMNI),
            target=State.CLOSING,
            permission=P.ENGAGEMENT_MANAGE,
            guard="has_no_successor",
            label="Undo graduation",
            past="reinstated",
            reason_required=True,
            by_system=True,
        ),
        Transition(
            "undo-alumni",
            sources=State.ALUMNI,
            target=State.GRADUATED,
            permission=P.ENGAGEMENT_MANAGE,
            guard="has_no_successor",
            label="Undo step to alumni",
            past="graduated again",
            reason_required=True,
            by_system=True,
        ),
    ),
)
