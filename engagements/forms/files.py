"""Forms to attach a file to an assessment or a plan, and to remove one."""

from django import forms

from foundation.files.fields import CheckedFileField, hint
from foundation.ui.forms import LineField


class AttachForm(forms.Form):
    """A file, such as the report."""

    file = CheckedFileField(
        label="File",
        help_text=f"{hint()} The site's team and DOJ staff can open it. Leave out the names of victims, witnesses, "
        "and suspects.",
        error_messages={"required": "Choose a file."},
    )


class RemoveFileForm(forms.Form):
    """Why a file is removed."""

    reason = LineField(
        label="Reason",
        max_length=300,
        help_text="It's saved with the file.",
        error_messages={"required": "Enter a reason. It's saved with the file."},
    )
