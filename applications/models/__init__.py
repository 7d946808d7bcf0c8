"""The models of the applications app."""

from applications.models.answers import EligibilityAnswer, SelfAssessment
from applications.models.applications import Application, DraftLink
from applications.models.rounds import Requirement, Round
from applications.models.steps import ApplicationStep

__all__ = [
    "Application",
    "ApplicationStep",
    "DraftLink",
    "EligibilityAnswer",
    "Requirement",
    "Round",
    "SelfAssessment",
]
