"""The form of who came to a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms

from foundation.ui.forms import field_of


class AttendanceForm(forms.Form):
    """The members who came."""

    people = forms.TypedMultipleChoiceField(
        label="Members who came",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Members see their own attendance. People of a site see that of their site's people.",
        error_messages={
            "invalid_choice": "Choose members of this community only. Open the page again to see who can be chosen."
        },
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "people", forms.TypedMultipleChoiceField).choices = members
