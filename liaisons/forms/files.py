"""Forms to attach files to an update and remove them."""

from django import forms
from django.core.validators import MaxLengthValidator

from foundation.files.fields import CheckedFileField, hint


class UpdateFileForm(forms.Form):
    """A file and its description."""

    file = CheckedFileField(
        label="File", help_text=hint(), error_messages={"required": "Choose a file."}
    )
    description = forms.CharField(label="Description", max_length=200, required=False)


class RemoveUpdateFileForm(forms.Form):
    """The reason for removing a file."""

    reason = forms.CharField(
        label="Why are you removing it?",
        error_messages={"required": "Enter why you're removing it."},
        help_text="The reason is saved with the update.",
        validators=[MaxLengthValidator(2000)],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
