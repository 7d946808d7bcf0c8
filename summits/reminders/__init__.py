"""Reminders of summits."""

from summits.reminders.followups import NotesMissing, ReviewDue
from summits.reminders.gates import GateAhead
from summits.reminders.registrations import AnswerDue, DelegationUnfilled, SummitAhead

__all__ = [
    "AnswerDue",
    "DelegationUnfilled",
    "GateAhead",
    "NotesMissing",
    "ReviewDue",
    "SummitAhead",
]
