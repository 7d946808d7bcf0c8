"""Opportunities, sites' applications and awards with their steps, committees with their meetings, and reviews."""

from grants.models.applications import GrantApplication
from grants.models.committees import Committee, CommitteeMember
from grants.models.meetings import CommitteeMeeting
from grants.models.opportunities import Opportunity
from grants.models.reviews import LandscapeReview
from grants.models.steps import GrantStep

__all__ = [
    "Committee",
    "CommitteeMeeting",
    "CommitteeMember",
    "GrantApplication",
    "GrantStep",
    "LandscapeReview",
    "Opportunity",
]
