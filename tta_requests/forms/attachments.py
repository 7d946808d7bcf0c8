"""Forms to attach and remove files."""

from typing import Any

from django import forms

from foundation.files.fields import CheckedFileField, hint
from tta_requests.forms.offers import ReasonForm


class AttachForm(forms.Form):
    """A file and its description."""

    file = CheckedFileField(
        label="File", help_text=hint(), error_messages={"required": "Choose a file."}
    )
    description = forms.CharField(label="Description", max_length=200, required=False)
    internal = forms.BooleanField(label="Internal: DOJ staff only", required=False)

    def __init__(self, *args: Any, may_be_internal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_internal:
            del self.fields["internal"]


class RemoveFileForm(ReasonForm):
    """The reason for removing a file."""
