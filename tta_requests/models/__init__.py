"""Requests and what hangs on them."""

from tta_requests.models.attachments import Attachment
from tta_requests.models.clocks import Clock, ClockPause, ClockStandard, EscalationRung
from tta_requests.models.evaluations import Evaluation, ParticipantLink
from tta_requests.models.offers import Offer, Share
from tta_requests.models.providers import Absence, Capability, Offering, Provider
from tta_requests.models.referrals import FederalReferral, ProgramResource
from tta_requests.models.requests import Entry, RequestArea, RequestCounter, TTARequest
from tta_requests.models.routing import MatchRun, RoutingException, Weights, WeightsPreview
from tta_requests.models.time_limits import ReasonCode, TimeLimit
from tta_requests.models.work import Commitment, HoursEntry, Letter, RequestLink, Scope

__all__ = [
    "Absence",
    "Attachment",
    "Capability",
    "Clock",
    "ClockPause",
    "ClockStandard",
    "Commitment",
    "Entry",
    "EscalationRung",
    "Evaluation",
    "FederalReferral",
    "HoursEntry",
    "Letter",
    "MatchRun",
    "Offer",
    "Offering",
    "ParticipantLink",
    "ProgramResource",
    "Provider",
    "ReasonCode",
    "RequestArea",
    "RequestCounter",
    "RequestLink",
    "RoutingException",
    "Scope",
    "Share",
    "TTARequest",
    "TimeLimit",
    "Weights",
    "WeightsPreview",
]
