"""Reminders of summits."""

from summits.reminders.followups import NotesMissing, ReviewDue
from summits.reminders.gates import GateAhead
from summits.reminders.registrations import DelegationUnfilled, SummitAhead

__all__ = ["DelegationUnfilled", "GateAhead", "NotesMissing", "ReviewDue", "SummitAhead"]
