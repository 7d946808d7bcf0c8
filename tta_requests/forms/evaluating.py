"""How it went, in as few questions as answer it."""

from typing import Any

from django import forms

from foundation.ui.forms import RadioTiles
from tta_requests.forms.answering import LONGEST_TEXT, area

SCALE = [(5, "5 Fully"), (4, "4 Mostly"), (3, "3 Partly"), (2, "2 Hardly"), (1, "1 Not at all")]


class EvaluationForm(forms.Form):
    """A mark, whether it came in time, and a word."""

    overall = forms.TypedChoiceField(
        label="How far did it help?",
        coerce=int,
        choices=SCALE,
        widget=RadioTiles,
        error_messages={"required": "Choose one of the five."},
    )
    timely = forms.TypedChoiceField(
        label="Did it come in time?",
        coerce=int,
        choices=SCALE,
        required=False,
        empty_value=None,
        widget=RadioTiles,
    )
    comment = forms.CharField(
        label="What should we know?",
        max_length=LONGEST_TEXT,
        required=False,
        widget=area(4),
        help_text="Facts, not names of victims, witnesses or suspects.",
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self.fields["overall"].label = question


class ParticipantForm(EvaluationForm):
    """The same, for somebody without an account."""
