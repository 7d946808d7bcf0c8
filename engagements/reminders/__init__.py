"""Reminders of engagements, and of recommendations."""

from engagements.reminders.engagements import MilestoneAhead, SustainabilityPlan
from engagements.reminders.recommendations import (
    RecommendationCheck,
    RecommendationDue,
    SustainedCheck,
)

__all__ = [
    "MilestoneAhead",
    "RecommendationCheck",
    "RecommendationDue",
    "SustainabilityPlan",
    "SustainedCheck",
]
