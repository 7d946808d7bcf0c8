"""Peer exchanges, their agenda, participants, sites' own notes, and steps."""

from exchanges.models.agenda import AgendaItem
from exchanges.models.exchanges import PeerExchange
from exchanges.models.limits import HostingLimit
from exchanges.models.notes import SiteNote
from exchanges.models.participants import Participant
from exchanges.models.reported import ReportedExchange
from exchanges.models.steps import ExchangeStep

__all__ = [
    "AgendaItem",
    "ExchangeStep",
    "HostingLimit",
    "Participant",
    "PeerExchange",
    "ReportedExchange",
    "SiteNote",
]
