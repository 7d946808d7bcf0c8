"""Engagements: three years of a site with the program, and what leads through them."""

from engagements.models.engagement import Engagement
from engagements.models.milestone import EngagementStep, Milestone
from engagements.models.reference import Cohort, MilestoneRule, TrackLength

__all__ = [
    "Cohort",
    "Engagement",
    "EngagementStep",
    "Milestone",
    "MilestoneRule",
    "TrackLength",
]
