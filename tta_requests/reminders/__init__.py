"""Reminders of requests, and of what belongs to them."""

from tta_requests.reminders.commitments import CommitmentDue
from tta_requests.reminders.evaluations import EvaluationOpen
from tta_requests.reminders.offers import OfferAboutToLapse
from tta_requests.reminders.requests import DraftIdle, HoldReview, InformationWaited, LateList
from tta_requests.reminders.scopes import ScopeUnsigned

__all__ = [
    "CommitmentDue",
    "DraftIdle",
    "EvaluationOpen",
    "HoldReview",
    "InformationWaited",
    "LateList",
    "OfferAboutToLapse",
    "ScopeUnsigned",
]
