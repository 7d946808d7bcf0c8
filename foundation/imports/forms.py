"""Sending a spreadsheet, and saying which column is which."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from foundation.files.fields import CheckedFileField
from foundation.imports.registry import Importable


class SpreadsheetForm(forms.Form):
    """One spreadsheet."""

    file = CheckedFileField(
        label="Spreadsheet",
        help_text="CSV or .xlsx, up to 2,000 rows. The first row must name the columns.",
        error_messages={"required": "Choose a file."},
    )


class ColumnsForm(forms.Form):
    """For each field the column it is in; a field no column has is left out."""

    def __init__(
        self, *args: Any, importable: Importable, header: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._importable = importable
        columns = [("", "No column"), *((str(at), name) for at, name in enumerate(header))]
        for column in importable.columns:
            self.fields[column.field] = forms.ChoiceField(
                label=column.label,
                choices=columns,
                required=column.required,
                initial=_guess(column.field, column.label, header),
                error_messages={"required": f"Choose the column for the {column.label.lower()}."},
            )

    def clean(self) -> dict[str, Any]:
        """Each column is used once."""
        values = super().clean() or self.cleaned_data
        used = [place for place in values.values() if place]
        twice = next((place for place in used if used.count(place) > 1), None)
        if twice:
            names = [name for name, place in values.items() if place == twice]
            self.add_error(
                names[-1],
                "This column is already used for another field above. Use it for only one field.",
            )
        return values

    @property
    def mapping(self) -> Mapping[str, int]:
        """Field → position of its column."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place != ""}


def _guess(field: str, label: str, header: Sequence[str]) -> str:
    """The column that is called like the field."""
    wanted = {label.casefold(), field.replace("_", " ").casefold()}
    # "E-mail" is called like "Email".
    names = (name.casefold().strip(" *").replace("-", "") for name in header)
    return next((str(at) for at, name in enumerate(names) if name in wanted), "")
