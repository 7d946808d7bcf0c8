"""The form of the after-action report, with what came of each goal."""

from collections.abc import Sequence
from typing import Any

from django import forms

from exchanges.enums import Result
from exchanges.forms.exchanges import MAX_TEXT, ROWS, SHARED, SideForm
from exchanges.models import ExchangeGoal
from foundation.ui.forms import LineField

MAX_HAPPENED = 300


class ReportForm(SideForm):
    """The after-action report: ``results`` of the clean values has what came of each goal, by its key."""

    learned = forms.CharField(
        label="What was learned",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs=ROWS),
        help_text=SHARED,
        error_messages={"required": "Enter what was learned."},
    )
    will_change = forms.CharField(
        label="What will change",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": "Enter what will change."},
    )

    def __init__(self, *args: Any, goals: Sequence[ExchangeGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            result, happened = names_of(goal)
            self.fields[result] = forms.ChoiceField(
                label=f"Goal {goal.number}: {goal.text}",
                choices=Result.choices,
                widget=forms.RadioSelect,
                initial=goal.result,
                error_messages={
                    "required": "Choose a result for this goal.",
                    "invalid_choice": "Choose one of the answers.",
                },
            )
            self.fields[happened] = LineField(
                label=f"What happened with goal {goal.number}",
                max_length=MAX_HAPPENED,
                required=False,
                initial=goal.happened,
            )
        first = ["side", *(name for goal in goals for name in names_of(goal))]
        self.order_fields([*first, "learned", "will_change"])

    def clean(self) -> dict[str, Any]:
        """Return the values, with what came of the goals together."""
        values = self.cleaned_data
        named = [(goal.pk, *names_of(goal)) for goal in self.goals]
        told = {
            pk: (Result(values.pop(result)), values.pop(happened, ""))
            for pk, result, happened in named
            if result in values
        }
        return {**values, "results": told}


def names_of(goal: ExchangeGoal) -> tuple[str, str]:
    """Return the names of a goal's two fields."""
    return f"result-{goal.number}", f"happened-{goal.number}"
