"""States, choices, and the table of transitions of peer exchanges."""

from exchanges.enums.exchanges import HOSTED, ORIGINS, Result, Side, State, StepKind
from exchanges.enums.lifecycle import LIFECYCLE

__all__ = ["HOSTED", "LIFECYCLE", "ORIGINS", "Result", "Side", "State", "StepKind"]
