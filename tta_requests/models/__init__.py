"""Requests and the rows that belong to them."""

from tta_requests.models.areas import RequestArea
from tta_requests.models.attachments import Attachment
from tta_requests.models.clocks import Clock, ClockPause, ClockStandard, EscalationRung
from tta_requests.models.counters import RequestCounter
from tta_requests.models.decision_letters import Letter
from tta_requests.models.entries import MESSAGE, Entry
from tta_requests.models.evaluations import Evaluation, ParticipantLink
from tta_requests.models.followers import Follower
from tta_requests.models.hours import HoursEntry
from tta_requests.models.links import RequestLink
from tta_requests.models.offers import Offer
from tta_requests.models.providers import Absence, Capability, Offering, Provider, workers_of
from tta_requests.models.referrals import FederalReferral, ProgramResource
from tta_requests.models.requests import TTARequest, TTARequestQuerySet
from tta_requests.models.routing import MatchRun, RoutingException, Weights, WeightsPreview
from tta_requests.models.scopes import Scope
from tta_requests.models.shares import Share
from tta_requests.models.time_limits import ReasonCode, TimeLimit

__all__ = [
    "MESSAGE",
    "Absence",
    "Attachment",
    "Capability",
    "Clock",
    "ClockPause",
    "ClockStandard",
    "Entry",
    "EscalationRung",
    "Evaluation",
    "FederalReferral",
    "Follower",
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
    "TTARequestQuerySet",
    "TimeLimit",
    "Weights",
    "WeightsPreview",
    "workers_of",
]
