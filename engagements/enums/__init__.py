"""Choices and tables of transitions of the engagements app."""

from engagements.enums.assessments import AssessmentKind
from engagements.enums.engagement import (
    END_MARKS,
    LIFECYCLE,
    MILESTONE_NOUNS,
    MONTH_MARKS,
    MilestoneKind,
    Origin,
    State,
    Step,
    Track,
)
from engagements.enums.recommendations import (
    RECOMMENDATION_LIFECYCLE,
    RecommendationState,
    RecommendationStepKind,
    ReportedOrigin,
)

__all__ = [
    "END_MARKS",
    "LIFECYCLE",
    "MILESTONE_NOUNS",
    "MONTH_MARKS",
    "RECOMMENDATION_LIFECYCLE",
    "AssessmentKind",
    "MilestoneKind",
    "Origin",
    "RecommendationState",
    "RecommendationStepKind",
    "ReportedOrigin",
    "State",
    "Step",
    "Track",
]
