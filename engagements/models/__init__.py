"""Engagements: a site's three years with the program, and their milestones."""

from engagements.models.assessments import Assessment, AssessmentCorrection, Finding
from engagements.models.commitments import Commitment
from engagements.models.comparisons import MIN_SITES, Comparison
from engagements.models.engagements import Engagement
from engagements.models.evidence_files import EvidenceFile
from engagements.models.files import EngagementFile
from engagements.models.measurements import Measurement
from engagements.models.milestones import EngagementStep, Milestone
from engagements.models.plans import Goal, Plan, PlanAction, PlanStep, PlanVersion
from engagements.models.recommendation_steps import Evidence, RecommendationStep
from engagements.models.recommendations import Recommendation
from engagements.models.reference import (
    Cohort,
    CommitmentTemplate,
    CommitmentTemplateStep,
    MilestoneRule,
    PopulationBand,
    TrackLength,
)
from engagements.models.shared_recommendations import SharedRecommendation
from engagements.models.terms import OVER, Term

__all__ = [
    "MIN_SITES",
    "OVER",
    "Assessment",
    "AssessmentCorrection",
    "Cohort",
    "Commitment",
    "CommitmentTemplate",
    "CommitmentTemplateStep",
    "Comparison",
    "Engagement",
    "EngagementFile",
    "EngagementStep",
    "Evidence",
    "EvidenceFile",
    "Finding",
    "Goal",
    "Measurement",
    "Milestone",
    "MilestoneRule",
    "Plan",
    "PlanAction",
    "PlanStep",
    "PlanVersion",
    "PopulationBand",
    "Recommendation",
    "RecommendationStep",
    "SharedRecommendation",
    "Term",
    "TrackLength",
]
