"""The form for a new API token."""

from typing import Any

from django import forms

from foundation.api.enums import Scope
from foundation.ui.forms import RadioTiles

LIVES = [(7, "7 days"), (30, "30 days"), (90, "90 days")]


class TokenForm(forms.Form):
    """What a token is for, what it may do, and how long it works."""

    name = forms.CharField(
        label="What is it for?",
        max_length=60,
        help_text="Helps you tell your tokens apart, such as “Weekly export.”",
        error_messages={"required": "Enter what the token is for."},
    )
    scope = forms.TypedChoiceField(
        label="What can it do?",
        error_messages={"required": "Choose what it can do."},
        choices=Scope.choices,
        coerce=Scope,
        initial=Scope.READ,
        widget=RadioTiles,
    )
    days = forms.TypedChoiceField(
        label="How long should it work?",
        error_messages={"required": "Choose how long it should work."},
        choices=LIVES,
        coerce=int,
        initial=30,
        widget=RadioTiles,
    )

    def clean_name(self) -> str:
        """Return the name as one line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def as_values(self) -> dict[str, Any]:
        """Return the arguments for the action."""
        return {name: self.cleaned_data[name] for name in ("name", "scope", "days")}
