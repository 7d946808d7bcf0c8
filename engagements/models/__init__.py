"""Engagements: three years of a site with the program, and what leads through them."""

from engagements.models.engagement import Engagement
from engagements.models.journey import Journey, Phase, Stop, journey_of
from engagements.models.milestone import EngagementStep, Milestone
from engagements.models.reference import Cohort, MilestoneRule, TrackLength

__all__ = [
    "Cohort",
    "Engagement",
    "EngagementStep",
    "Journey",
    "Milestone",
    "MilestoneRule",
    "Phase",
    "Stop",
    "TrackLength",
    "journey_of",
]
