"""The choices of the engagements app, and the milestones every engagement has."""

from django.db import models


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
    ONBOARDED = "onboarded", "Onboarding started"
    REACHED = "reached", "Milestone reached"
    SUSPENDED = "suspended", "Suspended"
    RESUMED = "resumed", "Resumed"
    EXTENDED = "extended", "Extended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    PLAN_APPROVED = "plan-approved", "Sustainability plan approved"
    GRADUATED = "graduated", "Graduated"


# Milestones that follow from the first and the last day alone.
MONTH_MARKS = {MilestoneKind.MONTH_6: 6, MilestoneKind.MONTH_12: 12, MilestoneKind.MONTH_24: 24}
END_MARKS = {MilestoneKind.T_180: 180, MilestoneKind.T_90: 90, MilestoneKind.T_30: 30}
