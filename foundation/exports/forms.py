"""The form that requests an export."""

from django import forms

from foundation.exports import registry
from foundation.exports.enums import Format

MAX_QUERY = 1000


class ExportForm(forms.Form):
    """The list, its filters, and the file format."""

    what = forms.ChoiceField(widget=forms.HiddenInput, choices=registry.choices)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MAX_QUERY)
    format = forms.ChoiceField(
        label="File",
        choices=Format.choices,
        error_messages={"required": "Choose a file type."},
    )

    def clean_format(self) -> Format:
        """Return the file format."""
        return Format(self.cleaned_data["format"])
