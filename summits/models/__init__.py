"""Summits, their gates, grants, and steps, their agenda, and what people chose of it."""

from summits.models.agenda import Room, Session, SessionSpeaker, Speaker, no_time
from summits.models.choices import Choice, SessionSeats
from summits.models.gates import Gate, LeadTime
from summits.models.grants import Grant
from summits.models.notes import NOTE, SessionNote
from summits.models.steps import SummitStep
from summits.models.summits import Summit, SummitQuerySet

__all__ = [
    "NOTE",
    "Choice",
    "Gate",
    "Grant",
    "LeadTime",
    "Room",
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
