"""Forms about what was delivered."""

from typing import Any

from django import forms

from foundation.ui.forms import reason_field
from tta_requests.models import TTARequest

MAX_TRAINED = 100_000


def people_trained_field(help_text: str) -> forms.IntegerField:
    """Return the field for how many people were trained, which may be left blank.

    Arguments:
        help_text: what is counted, and what becomes of the number.
    """
    return forms.IntegerField(
        label="How many people were trained?",
        required=False,
        min_value=0,
        max_value=MAX_TRAINED,
        help_text=help_text,
        error_messages={"invalid": "Enter a whole number of people, such as 22."},
    )


class CorrectDeliveryForm(forms.Form):
    """The right number of people trained, and why it is corrected."""

    people_trained = people_trained_field(
        "Count each person once. Leave this blank if the help wasn't training. A report that is already frozen "
        "keeps the former number until a Program Manager restates it."
    )
    reason = reason_field(
        "Reason for the correction",
        max_length=240,
        help_text="It's saved in the timeline. Everyone who can read the request can read it.",
        missing="Enter a reason. It's saved with the request.",
    )

    def __init__(self, *args: Any, tta_request: TTARequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["people_trained"] = tta_request.people_trained
