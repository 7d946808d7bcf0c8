"""Choices and tables of transitions of the engagements app."""

from engagements.enums.assessments import (
    AssessmentKind,
)
from engagements.enums.commitments import CommitmentKind, Party
from engagements.enums.engagements import (
    COMPARED,
    END_MARKS,
    LEFT_TO_CALENDAR,
    LIFECYCLE,
    MILESTONE_NOUNS,
    MONTH_MARKS,
    UNDONE,
    MilestoneKind,
    Origin,
    State,
    Step,
    Track,
)
from engagements.enums.plans import (
    PLAN_LIFECYCLE,
    Direction,
    OwnerSide,
    PlanKind,
    PlanState,
    PlanStepKind,
)
from engagements.enums.recommendations import (
    RECOMMENDATION_LIFECYCLE,
    RecommendationState,
    RecommendationStepKind,
    ReportedOrigin,
)

__all__ = [
    "COMPARED",
    "END_MARKS",
    "LEFT_TO_CALENDAR",
    "LIFECYCLE",
    "MILESTONE_NOUNS",
    "MONTH_MARKS",
    "PLAN_LIFECYCLE",
    "RECOMMENDATION_LIFECYCLE",
    "UNDONE",
    "AssessmentKind",
    "CommitmentKind",
    "Direction",
    "MilestoneKind",
    "Origin",
    "OwnerSide",
    "Party",
    "PlanKind",
    "PlanState",
    "PlanStepKind",
    "RecommendationState",
    "RecommendationStepKind",
    "ReportedOrigin",
    "State",
    "Step",
    "Track",
]
