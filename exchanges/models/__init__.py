"""Peer exchanges, their goals, agenda, participants, files, sites' own notes, and steps."""

from exchanges.models.agenda import AgendaItem
from exchanges.models.exchanges import PeerExchange
from exchanges.models.files import ExchangeFile
from exchanges.models.goals import ExchangeGoal
from exchanges.models.limits import HostingLimit
from exchanges.models.notes import SiteNote
from exchanges.models.participants import Participant
from exchanges.models.reported import ReportedExchange
from exchanges.models.steps import ExchangeStep

__all__ = [
    "AgendaItem",
    "ExchangeFile",
    "ExchangeGoal",
    "ExchangeStep",
    "HostingLimit",
    "Participant",
    "PeerExchange",
    "ReportedExchange",
    "SiteNote",
]
