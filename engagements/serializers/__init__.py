"""What the API of engagements reads and shows."""

from engagements.serializers.engagements import (
    EngagementOut,
    EngagementStepBody,
    EngagementStepOut,
    HistoryOut,
    JourneyOut,
    MovedMilestone,
    NewEngagement,
    ReachedMilestone,
)
from engagements.serializers.plans import PlanOut, PlanStepBody

__all__ = [
    "EngagementOut",
    "EngagementStepBody",
    "EngagementStepOut",
    "HistoryOut",
    "JourneyOut",
    "MovedMilestone",
    "NewEngagement",
    "PlanOut",
    "PlanStepBody",
    "ReachedMilestone",
]
