"""Engagements: a site's three years with the program, and their milestones."""

from engagements.models.commitments import Commitment
from engagements.models.engagement import Engagement
from engagements.models.milestone import EngagementStep, Milestone
from engagements.models.reference import Cohort, MilestoneRule, TrackLength

__all__ = [
    "Cohort",
    "Commitment",
    "Engagement",
    "EngagementStep",
    "Milestone",
    "MilestoneRule",
    "TrackLength",
]
