"""The choices of the summits app, and the table of a summit's transitions."""

from summits.enums.agenda import Audience, Equipment
from summits.enums.lifecycle import LIFECYCLE, ORGANIZER_STEPS
from summits.enums.summits import (
    Format,
    GateKind,
    GrantRole,
    Origin,
    State,
    StepKind,
)

__all__ = [
    "LIFECYCLE",
    "ORGANIZER_STEPS",
    "Audience",
    "Equipment",
    "Format",
    "GateKind",
    "GrantRole",
    "Origin",
    "State",
    "StepKind",
]
