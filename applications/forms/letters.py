"""The form that adds a letter of support."""

from django import forms

from foundation.files.fields import CheckedFileField, hint


class LetterForm(forms.Form):
    """One letter."""

    file = CheckedFileField(
        label="Letter of support",
        help_text=f"{hint()} Leave out case details and the names of victims, witnesses, and suspects.",
        error_messages={"required": "Choose a file."},
    )
