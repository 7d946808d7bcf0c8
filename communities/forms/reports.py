"""The form of a report of misuse."""

from django import forms

from communities.enums.reports import Misuse
from foundation.ui.forms import LineField


class ReportForm(forms.Form):
    """What is wrong with a post."""

    misuse = forms.ChoiceField(
        label="What's wrong with it",
        choices=Misuse.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what's wrong with the post."},
    )
    note = LineField(
        label="Anything else",
        max_length=500,
        required=False,
        help_text="The facilitators and Program Managers can read it.",
    )

    def clean_misuse(self) -> Misuse:
        """Return the choice."""
        return Misuse(self.cleaned_data["misuse"])
