"""The form of a saved view."""

from typing import Any

from django import forms

from foundation.saved_views import registry
from foundation.saved_views.models import SavedView
from foundation.ui.forms import LineField


class SavedViewForm(forms.Form):
    """The view's name, whether to notify of new rows, and with whom it is shared."""

    path = forms.ChoiceField(widget=forms.HiddenInput, choices=registry.choices)
    query = forms.CharField(
        label="Filters",
        widget=forms.HiddenInput,
        required=False,
        max_length=1000,
        error_messages={"max_length": "These are too long to save. Choose fewer, then save again."},
    )
    name = LineField(
        label="View name",
        max_length=60,
        error_messages={"required": "Enter a name for the view."},
    )
    tells = forms.BooleanField(label="Notify me about new matches", required=False)
    role = forms.ChoiceField(
        label="Share with a role",
        required=False,
        choices=[("", "No one"), *SavedView._meta.get_field("role").choices],  # type: ignore[misc]  # -- a field with choices
        help_text="They get the same filters and see only what they have access to.",
    )
    person = forms.EmailField(
        label="Share with one person",
        required=False,
        help_text="Their email address in the portal.",
    )

    def __init__(self, *args: Any, may_share: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["role"], self.fields["person"]
