"""Engagements: a site's three years with the program, and their milestones."""

from engagements.models.engagement import Engagement
from engagements.models.milestone import EngagementStep, Milestone
from engagements.models.plans import Goal, Plan, PlanAction, PlanStep, PlanVersion
from engagements.models.reference import Cohort, MilestoneRule, TrackLength

__all__ = [
    "Cohort",
    "Engagement",
    "EngagementStep",
    "Goal",
    "Milestone",
    "MilestoneRule",
    "Plan",
    "PlanAction",
    "PlanStep",
    "PlanVersion",
    "TrackLength",
]
