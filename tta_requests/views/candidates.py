"""The candidates of a ranking as the choice a coordinator has."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html

from tta_requests.models import MatchRun
from tta_requests.views.routing import whole


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the choice: who, how many points, what speaks for and against."""

    provider: int
    name: str
    score: int
    notes: str


def choices_of(run: MatchRun | None) -> tuple[Choice, ...]:
    """Those who passed, best first."""
    rows = run.ranking if run else []
    return tuple(
        Choice(row["provider"], row["name"], whole(row["score"]), " ".join(row.get("notes", ())))
        for row in rows
    )


def candidates_of(run: MatchRun | None) -> Sequence[tuple[int, str]]:
    """The same as choices of a form."""
    return [(choice.provider, _label(choice)) for choice in choices_of(run)]


def _label(choice: Choice) -> str:
    return format_html(
        '<b>{}</b>, {} of 100 <span class="psp-meta">{}</span>',
        choice.name,
        choice.score,
        choice.notes,
    )
