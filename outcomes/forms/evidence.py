"""The form that names the evidence of an accomplishment."""

from typing import Any

from django import forms

from engagements.models import Commitment, Measurement, Recommendation
from foundation.ui import dates
from foundation.ui.forms import field_of
from outcomes.models import SiteMeasurement
from outcomes.querysets.evidence import Choices, Thing
from tta_requests.models import TTARequest


class MeasurementField(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A choice of figures measured toward the goals of plans."""

    def label_from_instance(self, obj: Measurement) -> str:
        """Return a figure with its goal, unit, and day."""
        said = f"{obj.in_words} on {dates.full_day(obj.measured_on)}"
        return f"{said}, {obj.note}" if obj.note else said


class CommitmentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- as above
    """A choice of commitments, many of which have the words of their template."""

    def label_from_instance(self, obj: Commitment) -> str:
        """Return what was promised, for which request, and its due date."""
        number = obj.request.number if obj.request else ""
        named = ", ".join(filter(None, (obj.text.removesuffix("."), number)))
        return f"{named}, due {dates.full_day(obj.due_on)}"


class SiteMeasurementField(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- as above
    """A choice of measurements that the site reported."""

    def label_from_instance(self, obj: SiteMeasurement) -> str:
        """Return the measure and the period."""
        return f"{obj.measure}, {obj.period or dates.period(obj.starts_on, obj.ends_on)}"


class AccomplishmentEvidenceForm(forms.Form):
    """What of the site an accomplishment rests on: one of each kind at a time."""

    recommendation = forms.ModelChoiceField(
        label="Recommendation",
        required=False,
        queryset=Recommendation.objects.none(),
        empty_label="None",
    )
    tta_request = forms.ModelChoiceField(
        label="Request", required=False, queryset=TTARequest.objects.none(), empty_label="None"
    )
    commitment = CommitmentField(
        label="Order or commitment",
        required=False,
        queryset=Commitment.objects.none(),
        empty_label="None",
    )
    measurement = MeasurementField(
        label="Measurement toward a goal",
        required=False,
        queryset=Measurement.objects.none(),
        empty_label="None",
    )
    site_measurement = SiteMeasurementField(
        label="Measurement",
        required=False,
        queryset=SiteMeasurement.objects.none(),
        empty_label="None",
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices._asdict().items():
            field_of(self, name, forms.ModelChoiceField).queryset = rows

    @property
    def things(self) -> list[Thing]:
        """What was chosen."""
        return [each for each in self.cleaned_data.values() if each is not None]
