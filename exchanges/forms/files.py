"""Forms to add a file to an exchange, and to remove it."""

from exchanges.forms.exchanges import SideForm
from foundation.files.fields import CheckedFileField, hint
from foundation.ui.forms import LineField


class FileForm(SideForm):
    """A file that both sites can open."""

    file = CheckedFileField(
        label="File", help_text=hint(), error_messages={"required": "Choose a file."}
    )
    description = LineField(
        label="Description", max_length=200, required=False, help_text="Such as the review form."
    )
