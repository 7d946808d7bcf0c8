"""The choices of the summits app, and the table of a summit's transitions."""

from summits.enums.agenda import Audience, Equipment
from summits.enums.lifecycle import LIFECYCLE, ORGANIZER_STEPS
from summits.enums.registrations import (
    HOLDING,
    LEAVING,
    OF_SITES,
    REGISTERING,
    UNANSWERED,
    Attendance,
    Kind,
    Registered,
)
from summits.enums.summits import (
    Format,
    GateKind,
    GrantRole,
    Origin,
    State,
    StepKind,
)

__all__ = [
    "HOLDING",
    "LEAVING",
    "LIFECYCLE",
    "OF_SITES",
    "ORGANIZER_STEPS",
    "REGISTERING",
    "UNANSWERED",
    "Attendance",
    "Audience",
    "Equipment",
    "Format",
    "GateKind",
    "GrantRole",
    "Kind",
    "Origin",
    "Registered",
    "State",
    "StepKind",
]
