"""Forms that say what a site measures, and how."""

from collections.abc import Sequence
from typing import Any

from django import forms

from foundation.calendars.quarters import Quarter
from foundation.ui.forms import DateField, FigureField, LineField, field_of, reason_field
from outcomes.enums import Frequency, Reporter
from outcomes.models import Indicator, SiteMeasure

MAX_REASON = 200


class MeasureForm(forms.Form):
    """How a site reports a measure, which can be changed later."""

    sub_area = LineField(
        label="Part of the site",
        required=False,
        max_length=80,
        help_text="Such as “Pilot neighborhoods.” Leave this blank for the whole site.",
    )
    source = LineField(
        label="Source",
        max_length=200,
        help_text="Say where the numbers come from, such as “Personnel roster.”",
        error_messages={"required": "Enter where the numbers come from."},
    )
    counted_as = LineField(
        label="How the site counts it",
        required=False,
        max_length=200,
        help_text="Only if it differs from the definition.",
    )
    reporter = forms.ChoiceField(
        label="Who enters it",
        error_messages={"required": "Choose who enters it."},
        choices=Reporter.choices,
        help_text="People in this seat get a reminder after each quarter.",
    )
    baseline = FigureField(
        label="Baseline",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="The number before PSP's help began, in the measure's unit.",
    )
    baseline_on = DateField(label="Day of the baseline", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a baseline, and for the baseline of a day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("baseline") is not None and cleaned.get("baseline_on") is None:
            self.add_error("baseline_on", "Enter the day of the baseline.")
        elif cleaned.get("baseline_on") and cleaned.get("baseline") is None:
            self.add_error("baseline", "Enter the baseline, or clear its day.")
        return cleaned

    @property
    def details(self) -> dict[str, Any]:
        """The values as ``measures.change`` takes them."""
        return {name: self.cleaned_data[name] for name in MeasureForm.base_fields}


class ChooseMeasureForm(MeasureForm):
    """An indicator for a site, and from when on it is reported."""

    indicator = forms.ModelChoiceField(
        label="Measure",
        queryset=Indicator.objects.none(),
        to_field_name="slug",
        empty_label="Choose a measure",
        error_messages={"required": "Choose a measure."},
    )
    frequency = forms.ChoiceField(
        label="How often",
        error_messages={"required": "Choose how often the site reports it."},
        choices=Frequency.choices,
    )
    since = forms.ChoiceField(label="First quarter")

    def __init__(self, *args: Any, quarters: Sequence[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "indicator", forms.ModelChoiceField).queryset = Indicator.objects.offered()
        field_of(self, "since", forms.ChoiceField).choices = _choices(quarters)
        self.order_fields(["indicator", "sub_area", "frequency", "since", "source"])

    def clean_since(self) -> Quarter:
        """Return the quarter."""
        return _quarter(self.cleaned_data["since"])


class EndMeasureForm(forms.Form):
    """The last quarter of a measure, and why it ends."""

    last = forms.ChoiceField(label="Last quarter to report")
    reason = reason_field(
        max_length=MAX_REASON, help_text="The site's team and DOJ staff can read it."
    )

    def __init__(self, *args: Any, quarters: Sequence[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "last", forms.ChoiceField).choices = _choices(quarters)

    def clean_last(self) -> Quarter:
        """Return the quarter."""
        return _quarter(self.cleaned_data["last"])


def details_of(measure: SiteMeasure) -> dict[str, Any]:
    """Return a measure's details as the first values of its form."""
    return {name: getattr(measure, name) for name in MeasureForm.base_fields}


def _choices(quarters: Sequence[Quarter]) -> list[tuple[str, str]]:
    return [(each.slug, str(each)) for each in quarters]


def _quarter(slug: str) -> Quarter:
    found = Quarter.named(slug)
    assert found is not None  # noqa: S101 -- one of the choices
    return found
