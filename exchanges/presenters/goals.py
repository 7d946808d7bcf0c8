"""Goals of an exchange, and what came of them, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exchanges.enums import Result
from exchanges.models import ExchangeGoal

GLYPHS: Mapping[str, str] = {
    Result.MET: "confirmed",
    Result.PARTLY: "warning",
    Result.NOT_MET: "declined",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal, its result, and what happened; both are "" before there is a report."""

    text: str
    result: str
    glyph: str
    happened: str


def goals_of(goals: Iterable[ExchangeGoal]) -> list[GoalLine]:
    """Show goals."""
    return [
        GoalLine(
            text=goal.text,
            result=goal.get_result_display(),
            glyph=GLYPHS.get(goal.result, ""),
            happened=goal.happened,
        )
        for goal in goals
    ]
