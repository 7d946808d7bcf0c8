"""Evaluation forms, with as few questions as possible."""

from typing import Any

from django import forms

from foundation.ui.forms import RadioTiles
from tta_requests.forms.offers import MAX_TEXT, area

SCALE = [(5, "5 Fully"), (4, "4 Mostly"), (3, "3 Somewhat"), (2, "2 A little"), (1, "1 Not at all")]


class EvaluationForm(forms.Form):
    """A rating, whether the help was timely, and a comment."""

    overall = forms.TypedChoiceField(
        label="How much did it help?",
        coerce=int,
        choices=SCALE,
        widget=RadioTiles,
        error_messages={"required": "Choose a rating."},
    )
    timely = forms.TypedChoiceField(
        label="Was it on time?",
        coerce=int,
        choices=SCALE,
        required=False,
        empty_value=None,
        widget=RadioTiles,
    )
    comment = forms.CharField(
        label="Comments",
        max_length=MAX_TEXT,
        required=False,
        widget=area(4),
        help_text="Give facts. Don't name victims, witnesses, or suspects.",
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self.fields["overall"].label = question


class ParticipantForm(EvaluationForm):
    """The evaluation form for someone without an account."""
