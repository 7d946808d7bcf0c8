"""Summits, their gates, grants, and steps, and the lead times of gates."""

from summits.models.gates import Gate, LeadTime
from summits.models.grants import Grant
from summits.models.steps import SummitStep
from summits.models.summits import Summit, SummitQuerySet

__all__ = ["Gate", "Grant", "LeadTime", "Summit", "SummitQuerySet", "SummitStep"]
