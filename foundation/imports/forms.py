"""Sending a spreadsheet, and saying which column is which."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from foundation.files.fields import SpreadsheetField
from foundation.imports.near import folded
from foundation.imports.questions import LAST, Question
from foundation.imports.read import Line
from foundation.imports.registry import Column, Importable


class SpreadsheetForm(forms.Form):
    """One spreadsheet."""

    file = SpreadsheetField(
        label="Spreadsheet",
        help_text="CSV, .xlsx, or .ods, up to 2,000 rows. One row must name the columns.",
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
                initial=_guess(_headings(column, header), header),
                error_messages={"required": f"Choose the column for the {column.label.lower()}."},
            )
            if column.parts:
                self.fields[column.field + LAST] = forms.ChoiceField(
                    label=column.parts[1],
                    choices=columns,
                    required=False,
                    initial=_guess(column.parts[1:], header)
                    if not _guess(column.headings, header)
                    else "",
                    help_text=f"Only if it's in a column of its own. It's added to the {column.label.lower()}.",
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a column that is used twice."""
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


class HeaderForm(forms.Form):
    """Which row names the columns."""

    line = forms.TypedChoiceField(label="Header row", coerce=int)

    def __init__(self, *args: Any, top: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.fields["line"]
        assert isinstance(line, forms.TypedChoiceField)  # noqa: S101 -- tells the type checker
        line.choices = [(each.number, _shown(each)) for each in top]


class AnswersForm(forms.Form):
    """How dates and names are read, where a file leaves it open."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        answers: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {f"answer-{at}": each.key for at, each in enumerate(questions)}
        for name, each in zip(self._keys, questions, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=each.label,
                help_text=each.hint,
                choices=each.choices,
                initial=answers.get(each.key, each.choices[0][0]),
                error_messages={"required": "Choose an answer."},
            )

    @property
    def answers(self) -> Mapping[str, str]:
        """What was said, by question."""
        return {key: self.cleaned_data[name] for name, key in self._keys.items()}


def _shown(line: Line) -> str:
    words = ", ".join(filter(None, line.cells))
    return f"Row {line.number}: {words[:77]}…" if len(words) > 78 else f"Row {line.number}: {words}"


def _headings(column: Column, header: Sequence[str]) -> Sequence[str]:
    """Return the names of a column; of a column in two parts, those of the first."""
    if column.parts and not _guess(column.headings, header):
        return column.parts[:1]
    return column.headings


def _guess(headings: Sequence[str], header: Sequence[str]) -> str:
    """Find the column named like the field, by the first of its names that is present."""
    # "E-mail" is called like "Email".
    names = [folded(name.replace("-", "")) for name in header]
    wanted = (folded(heading.replace("-", "")) for heading in headings)
    return next((str(names.index(name)) for name in wanted if name in names), "")
