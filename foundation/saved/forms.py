"""Saving a view."""

from typing import Any

from django import forms

from foundation.saved import registry
from foundation.saved.models import SavedView


class SavedViewForm(forms.Form):
    """What it is called, whether it tells of news, with whom it is shared."""

    path = forms.ChoiceField(widget=forms.HiddenInput, choices=registry.choices)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    name = forms.CharField(
        label="What is this view called?",
        max_length=60,
        error_messages={"required": "Give the view a name."},
    )
    tells = forms.BooleanField(label="Tell me when something new fits it", required=False)
    role = forms.ChoiceField(
        label="Share it with a role",
        required=False,
        choices=[("", "Nobody"), *SavedView._meta.get_field("role").choices],  # type: ignore[misc]  # -- a field with choices
        help_text="They use the same filters and see what they may see.",
    )
    person = forms.EmailField(
        label="Share it with one person", required=False, help_text="Their e-mail address here."
    )

    def __init__(self, *args: Any, may_share: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["role"], self.fields["person"]
