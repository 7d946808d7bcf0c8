"""Requests and what hangs on them."""

from tta_requests.models.clocks import Clock, ClockStandard
from tta_requests.models.offers import Offer, Share
from tta_requests.models.requests import Entry, RequestArea, RequestCounter, TTARequest
from tta_requests.models.routing import FederalReferral, MatchRun, RoutingException, Weights
from tta_requests.models.supply import Absence, Capability, Provider

__all__ = [
    "Absence",
    "Capability",
    "Clock",
    "ClockStandard",
    "Entry",
    "FederalReferral",
    "MatchRun",
    "Offer",
    "Provider",
    "RequestArea",
    "RequestCounter",
    "RoutingException",
    "Share",
    "TTARequest",
    "Weights",
]
