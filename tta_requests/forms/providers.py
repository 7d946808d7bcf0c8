"""Forms for a provider's availability."""

from datetime import date, timedelta
from typing import Any

from django import forms

from foundation.calendars import clock
from foundation.ui.forms import DateField

FURTHEST = timedelta(days=2 * 366)


class AbsenceForm(forms.Form):
    """The days on which a provider takes on nothing new."""

    starts_on = DateField(
        label="First day away", error_messages={"required": "Enter the first day."}
    )
    ends_on = DateField(label="Last day away", error_messages={"required": "Enter the last day."})
    reason = forms.CharField(
        label="Reason", max_length=140, required=False, help_text="Coordinators can read this."
    )

    def __init__(self, *args: Any, tz: str = "America/New_York", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = clock.today(tz)

    def clean_ends_on(self) -> date:
        """Check that the last day is from today through two years from now."""
        day: date = self.cleaned_data["ends_on"]
        if not self._today <= day <= self._today + FURTHEST:
            raise forms.ValidationError("Enter a date from today through two years from now.")
        return day

    def clean(self) -> dict[str, Any]:
        """Check that the last day is not before the first."""
        values = self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Enter a last day on or after the first day.")
        return values


class CapacityForm(forms.Form):
    """How much a provider can take on."""

    places = forms.IntegerField(
        label="Requests at one time",
        min_value=0,
        max_value=200,
        error_messages={"required": "Enter how many requests you can work on at once."},
    )
    hours_a_month = forms.IntegerField(
        label="Hours per month",
        min_value=0,
        max_value=10_000,
        error_messages={"required": "Enter how many hours you have per month."},
    )
