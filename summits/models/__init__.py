"""Summits, their gates, grants, and steps, their agenda and what people chose of it, who comes, and who came."""

from summits.models.agenda import Room, Session, SessionSpeaker, Speaker, no_time
from summits.models.check_ins import CheckIn
from summits.models.choices import Choice, SessionSeats
from summits.models.delegations import DelegationSeat, Places, SeatRule
from summits.models.feedback import Feedback
from summits.models.gates import Gate, LeadTime
from summits.models.grants import Grant
from summits.models.materials import SECURE, MaterialFile, MaterialLink
from summits.models.notes import NOTE, SessionNote
from summits.models.registrations import Needs, Registration
from summits.models.steps import SummitStep
from summits.models.summits import Summit, SummitQuerySet

__all__ = [
    "NOTE",
    "SECURE",
    "CheckIn",
    "Choice",
    "DelegationSeat",
    "Feedback",
    "Gate",
    "Grant",
    "LeadTime",
    "MaterialFile",
    "MaterialLink",
    "Needs",
    "Places",
    "Registration",
    "Room",
    "SeatRule",
    "Session",
    "SessionNote",
    "SessionSeats",
    "SessionSpeaker",
    "Speaker",
    "Summit",
    "SummitQuerySet",
    "SummitStep",
    "no_time",
]
