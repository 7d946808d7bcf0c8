"""Choices and tables of transitions of the engagements app."""

from engagements.enums.engagement import (
    COMPARED,
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
from engagements.enums.plans import (
    PLAN_LIFECYCLE,
    Direction,
    OwnerSide,
    PlanKind,
    PlanState,
    PlanStepKind,
)

__all__ = [
    "COMPARED",
    "END_MARKS",
    "LIFECYCLE",
    "MILESTONE_NOUNS",
    "MONTH_MARKS",
    "PLAN_LIFECYCLE",
    "Direction",
    "MilestoneKind",
    "Origin",
    "OwnerSide",
    "PlanKind",
    "PlanState",
    "PlanStepKind",
    "State",
    "Step",
    "Track",
]
