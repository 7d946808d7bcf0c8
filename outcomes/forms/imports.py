"""Sending a file of figures, saying what its columns hold, and reviewing agencies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from foundation.files.fields import SpreadsheetField
from foundation.ui.forms import field_of
from outcomes.enums import Measure
from outcomes.models import Agency, Source
from outcomes.parsing.headings import MAX_HEADING_LINE, ROLES, keys_of
from sites.models import State


class UploadForm(forms.Form):
    """One file, and what it doesn't say itself."""

    file = SpreadsheetField(
        label="File",
        help_text="CSV, .xlsx, or .ods, as it was published. Titles and footnotes can stay.",
        error_messages={"required": "Choose a file."},
    )
    source = forms.ModelChoiceField(
        Source.objects.order_by("name", "pk"),
        to_field_name="slug",
        required=False,
        empty_label="Recognize it by its columns",
        help_text="Figures of one source are never mixed with those of another.",
    )
    state = forms.ModelChoiceField(
        State.objects.order_by("name"),
        required=False,
        empty_label="The file names it",
        help_text="Only if the rows don't name their state.",
    )
    year = forms.IntegerField(
        required=False,
        min_value=1900,
        max_value=2100,
        help_text="Only if the rows don't name their year.",
    )

    @property
    def options(self) -> dict[str, Any]:
        """What the file doesn't say, as ``imports.start`` takes it."""
        said = self.cleaned_data
        return {
            "state": said["state"].usps if said["state"] else "",
            "year": said["year"],
            "mapping": said["source"].slug if said["source"] else "",
        }


class ColumnsForm(forms.Form):
    """Which line names the columns of a file, and for each column what it holds."""

    heading_line = forms.IntegerField(
        label="Header row",
        required=False,
        min_value=1,
        max_value=MAX_HEADING_LINE,
        help_text="The row's number in your spreadsheet program. If several rows name the columns, enter the last one. "
        "If you change it, we read the file again, and you choose what the columns hold afterward.",
    )

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Mapping[str, Any]],
        named_at: int | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heading_line"].initial = named_at
        self._headings: dict[str, str] = {}
        choices = [("ignore", ROLES["ignore"]), *_others(), *Measure.choices]
        known = {value for value, _ in choices}
        keys = keys_of([column["name"] for column in columns])
        for at, column in enumerate(columns):
            name = f"column-{at}"
            self._headings[name] = keys[at]
            holds = column["holds"] if column["holds"] in known else "ignore"
            self.fields[name] = forms.ChoiceField(
                label=column["name"] or f"Column {at + 1}", choices=choices, initial=holds
            )

    @property
    def mapping(self) -> Mapping[str, str]:
        """Folded heading → what its column holds; only what differs from before."""
        return {
            heading: self.cleaned_data[name]
            for name, heading in self._headings.items()
            if self.cleaned_data[name] != self.fields[name].initial
        }


class PickForm(forms.Form):
    """A line that is right, of those that differ."""

    line = forms.IntegerField(min_value=1)


class ZerosForm(forms.Form):
    """Doubtful counts of 0, and whether they mean "not reported"."""

    key = forms.CharField(max_length=300)
    are_absent = forms.BooleanField(required=False)


class ReviewForm(forms.Form):
    """Which known agency a name means."""

    same_as = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Known agency",
        required=False,
        empty_label="An agency of its own",
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "same_as", forms.ModelChoiceField).queryset = agencies


def _others() -> Iterable[tuple[str, str]]:
    return [(value, label) for value, label in ROLES.items() if value != "ignore"]
