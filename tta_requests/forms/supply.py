"""What a provider says of its availability."""

from datetime import date, timedelta
from typing import Any

from django import forms

from foundation.calendars import clock
from foundation.ui.forms import DateField

FURTHEST = timedelta(days=2 * 366)
REAL_DATE = {"invalid": "Enter a real date, such as 2027-02-01."}


class AbsenceForm(forms.Form):
    """Days on which nothing new is taken on."""

    starts_on = DateField(
        label="First day away", error_messages=REAL_DATE | {"required": "Give the first day."}
    )
    ends_on = DateField(
        label="Last day away", error_messages=REAL_DATE | {"required": "Give the last day."}
    )
    reason = forms.CharField(
        label="Why, in a line", max_length=140, required=False, help_text="Coordinators read this."
    )

    def __init__(self, *args: Any, tz: str = "America/New_York", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = clock.today(tz)

    def clean_ends_on(self) -> date:
        """A day that is not over, within two years."""
        day: date = self.cleaned_data["ends_on"]
        if not self._today <= day <= self._today + FURTHEST:
            raise forms.ValidationError("Choose a day from today on, within the next two years.")
        return day

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        values = self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day comes before the first. Change one of them.")
        return values


class CapacityForm(forms.Form):
    """How much can be taken on."""

    places = forms.IntegerField(
        label="Requests at the same time",
        min_value=0,
        max_value=200,
        error_messages={"required": "Say how many requests you can hold at once."},
    )
    hours_a_month = forms.IntegerField(
        label="Hours a month",
        min_value=0,
        max_value=10_000,
        error_messages={"required": "Say how many hours a month you have."},
    )
