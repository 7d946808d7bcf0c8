"""A form field for one file that was checked and may be stored."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from foundation.files.enums import ENDINGS, HEIC_ENDINGS, KEPT
from foundation.files.errors import FileRefused
from foundation.files.intake import Checked, check, check_sheet, limit


class CheckedFileField(forms.FileField):
    """One file, checked by content; ``clean`` returns a ``Checked`` file or raises the reason."""

    checked_by = staticmethod(check)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.FileInput(attrs={"accept": ",".join((*ENDINGS, *HEIC_ENDINGS))})
        )
        # Empty and oversized files are left to the check, with its own sentences.
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Return the checked file; None when the field is optional and empty."""
        given = super().clean(data, initial)
        if not isinstance(given, UploadedFile):
            return None
        try:
            return self.checked_by(given, given.name or "")  # type: ignore[arg-type]  # -- Django's files hand on what the open file can
        except FileRefused as refused:
            raise forms.ValidationError(refused.message) from refused


class SpreadsheetField(CheckedFileField):
    """One spreadsheet to be read; a refusal says what the file really is."""

    ACCEPTED = ".csv,.txt,.tsv,.xlsx,.ods"
    checked_by = staticmethod(check_sheet)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": self.ACCEPTED}), **kwargs)


def hint() -> str:
    """Return which files are accepted, for the field's hint."""
    return f"{KEPT} files up to {limit()}."
