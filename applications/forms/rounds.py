"""Forms of rounds: planning one, and extending its deadline."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MinValueValidator

from applications.models import Round
from foundation.ui.forms import DateField, TimeField, ZoneField

FAR_YEAR = "Enter a date from 2026 to 2100."
LIKELY = (MinValueValidator(date(2026, 1, 1), FAR_YEAR),)


class RoundForm(forms.Form):
    """A cohort, and from when until when agencies apply for it."""

    cohort_year = forms.IntegerField(
        label="Cohort year",
        min_value=2026,
        max_value=2100,
        error_messages={
            "required": "Enter a year, such as 2027.",
            "invalid": "Enter a year, such as 2027.",
            "min_value": "Enter a year from 2026 to 2100.",
            "max_value": "Enter a year from 2026 to 2100.",
        },
    )
    opens = DateField(label="Opens on", validators=LIKELY)
    closes = DateField(label="Closes on", validators=LIKELY)
    closes_time = TimeField(label="Closes at")
    time_zone = ZoneField(
        help_text="The deadline is shown in this zone. The round opens at midnight."
    )

    @staticmethod
    def initial_of(found: Round) -> dict[str, Any]:
        """Return what the form shows of a round, in the round's zone."""
        zone = ZoneInfo(found.time_zone)
        closes = found.closes_at.astimezone(zone)
        return {
            "cohort_year": found.cohort_year,
            "opens": found.opens_at.astimezone(zone).date(),
            "closes": closes.date(),
            "closes_time": closes.time(),
            "time_zone": found.time_zone,
        }

    def values(self) -> dict[str, Any]:
        """Return what the action takes: the year, and moments in the chosen zone."""
        said = self.cleaned_data
        zone = ZoneInfo(said["time_zone"])
        return {
            "cohort_year": said["cohort_year"],
            "opens_at": datetime.combine(said["opens"], datetime.min.time(), zone),
            "closes_at": datetime.combine(said["closes"], said["closes_time"], zone),
            "time_zone": said["time_zone"],
        }


class ExtendForm(forms.Form):
    """A later deadline, and why."""

    closes = DateField(label="New closing date", validators=LIKELY)
    closes_time = TimeField(label="Closes at")
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea,
        help_text="It's shown on the Apply page with the new deadline.",
        error_messages={
            "required": "Enter a reason. It's shown with the new deadline.",
            "max_length": "Enter at most 1,000 characters.",
        },
    )

    def moment(self, time_zone: str) -> datetime:
        """Return the new deadline in the round's zone."""
        said = self.cleaned_data
        return datetime.combine(said["closes"], said["closes_time"], ZoneInfo(time_zone))
