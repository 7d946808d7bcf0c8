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


class SeveralFilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class CheckedFilesField(CheckedFileField):
    """Some files, each checked by content; ``clean`` returns the list of them."""

    MAX_FILES = 5

    def __init__(self, **kwargs: Any) -> None:
        accept = ",".join((*ENDINGS, *HEIC_ENDINGS))
        super().__init__(widget=SeveralFilesInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:  # type: ignore[override]  # -- several instead of one
        """Return the checked files, none when the field is optional and empty; a refusal names its file."""
        given = data if isinstance(data, list) else [data] if data else []
        if len(given) > self.MAX_FILES:
            raise forms.ValidationError(f"Choose up to {self.MAX_FILES} files at a time.")
        found, refused = [], []
        for each in given:
            try:
                found.append(super().clean(each, initial))
            except forms.ValidationError as error:
                refused += [f"{each.name}: {message}" for message in error.messages]
        if refused:
            raise forms.ValidationError(refused)
        return [each for each in found if each is not None]


class SpreadsheetField(CheckedFileField):
    """One spreadsheet to be read; a refusal says what the file really is."""

    ACCEPTED = ".csv,.txt,.tsv,.xlsx,.ods"
    checked_by = staticmethod(check_sheet)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": self.ACCEPTED}), **kwargs)


def hint() -> str:
    """Return which files are accepted, for the field's hint."""
    return f"{KEPT} files up to {limit()}."
