"""The models of the applications app."""

from applications.models.answers import EligibilityAnswer, SelfAssessment
from applications.models.applications import Application, DraftLink
from applications.models.letters import SupportLetter
from applications.models.reviewers import Reviewer
from applications.models.rounds import Requirement, Round
from applications.models.scorecards import Criterion, Score, Scorecard
from applications.models.steps import ApplicationStep

__all__ = [
    "Application",
    "ApplicationStep",
    "Criterion",
    "DraftLink",
    "EligibilityAnswer",
    "Requirement",
    "Reviewer",
    "Round",
    "Score",
    "Scorecard",
    "SelfAssessment",
    "SupportLetter",
]
