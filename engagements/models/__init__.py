"""Engagements: a site's three years with the program, and their milestones."""

from engagements.models.assessments import Assessment, Finding
from engagements.models.engagement import Engagement
from engagements.models.milestone import EngagementStep, Milestone
from engagements.models.recommendations import (
    Evidence,
    Recommendation,
    RecommendationStep,
)
from engagements.models.reference import Cohort, MilestoneRule, TrackLength

__all__ = [
    "Assessment",
    "Cohort",
    "Engagement",
    "EngagementStep",
    "Evidence",
    "Finding",
    "Milestone",
    "MilestoneRule",
    "Recommendation",
    "RecommendationStep",
    "TrackLength",
]
