"""The journey rail: an engagement's months to scale."""

from dataclasses import dataclass
from enum import StrEnum


class MilestoneState(StrEnum):
    """A milestone is done, due or late."""

    DONE = "done"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Phase:
    """A period named above the bar, from a month (0 = start) on."""

    name: str
    start: float


@dataclass(frozen=True, slots=True)
class YearMark:
    """A tick below the bar: "Year 2 · Oct 2025" at month 12."""

    label: str
    month: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A disc on the bar: name, month, state, its date as text, and whether it is the next one."""

    label: str
    month: float
    state: MilestoneState
    when: str = ""
    next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyView:
    """An engagement from its first month to its last.

    Attributes:
        months: length in months; now: months passed, with a fraction.
        today: "Today: month 26 of 36"; ends: "Ends Sep 30, 2027".
        summary: the same as a sentence, for readers of text: "10 months left · next: …".
        suspended: suspended periods (from, to) in months, hatched.
        extended_from: the month from which the bar has a dashed end.
    """

    months: float
    now: float
    today: str
    ends: str
    summary: str
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    years: tuple[YearMark, ...] = ()
    suspended: tuple[tuple[float, float], ...] = ()
    extended_from: float | None = None
