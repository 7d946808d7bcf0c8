"""Forms for hours: logged by a provider, corrected, and added once a request ended."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.forms import DateField, field_of, reason_field
from tta_requests.models import HoursEntry


class HoursField(forms.DecimalField):
    """A duration entered in hours, such as 7.5; the clean value is a timedelta."""

    def __init__(self, *, most: int, may_be_none: bool = False, **kwargs: Any) -> None:
        self._may_be_none = may_be_none
        kwargs.setdefault("max_digits", 6)
        super().__init__(decimal_places=2, min_value=0, max_value=most, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the duration.

        Raises:
            ValidationError: unless it is a number of hours above zero, or zero where that is allowed.
        """
        hours = super().clean(value)
        if hours is None:
            return None
        if hours == 0 and not self._may_be_none:
            raise forms.ValidationError("Enter more than zero hours, such as 1.5.")
        return timedelta(minutes=round(float(hours) * 60))


class HoursForm(forms.Form):
    """Hours worked on one day."""

    worked_on = DateField(label="Day")
    spent = HoursField(
        label="Hours", most=24, error_messages={"required": "Enter the hours, such as 1.5."}
    )
    what = forms.CharField(
        label="What was done",
        max_length=240,
        error_messages={"required": "Enter what was done."},
    )

    def __init__(
        self, *args: Any, submitted_at: datetime, tz: str = "America/New_York", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._tz = ZoneInfo(tz)
        self.submitted_on = submitted_at.astimezone(self._tz).date()

    def oldest(self, today: date) -> date:
        """Return the first day that hours can be entered for, on a day at the site."""
        return today - timedelta(days=366)

    def clean_worked_on(self) -> date:
        """Check that the day is within the last year, not in the future, and not before the request."""
        day: date = self.cleaned_data["worked_on"]
        today = clock.today(self._tz)
        if day < self.submitted_on:
            raise forms.ValidationError(
                f"Enter a date on or after {dates.day(self.submitted_on)}, when the request was submitted."
            )
        if day > today:
            raise forms.ValidationError("Enter a date up to today.")
        if day < self.oldest(today):
            raise forms.ValidationError("Enter a date within the last year.")
        return day


class LateHoursForm(HoursForm):
    """Hours of a provider's person that were forgotten until a request ended, and why."""

    worker = forms.ModelChoiceField(
        label="Person",
        empty_label="Choose a person",
        queryset=User.objects.none(),
        help_text="Whose hours they are.",
        error_messages={
            "required": "Choose the person whose hours they are.",
            "invalid_choice": "Choose one of the provider's people.",
        },
    )
    reason = reason_field(
        "Why these hours are added now",
        max_length=240,
        help_text="It's saved with the hours. Everyone who can read the request's hours can read it. A report that is "
        "already frozen counts them only after a Program Manager restates it.",
        missing="Enter a reason. It's saved with the hours.",
    )
    field_order = ("worker", "worked_on", "spent", "what", "reason")

    def __init__(self, *args: Any, workers: QuerySet[User, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "worker", forms.ModelChoiceField).queryset = workers

    def oldest(self, _today: date) -> date:
        """Return the day the request was submitted: what was forgotten is as missing in a year."""
        return self.submitted_on


class CorrectHoursForm(HoursForm):
    """What is wrong in hours that were logged, and why."""

    spent = HoursField(
        label="Hours",
        most=24,
        may_be_none=True,
        help_text="Enter 0 if no hours belong here, such as when they were logged on the wrong request.",
        error_messages={"required": "Enter the hours, such as 1.5, or 0 for none."},
    )
    reason = reason_field(
        "Reason for the correction",
        max_length=240,
        help_text="It's saved with the former hours. Everyone who can read the request's hours can read it. A report "
        "that is already frozen keeps the former hours until a Program Manager restates it.",
        missing="Enter a reason. It's saved with the hours.",
    )

    def __init__(self, *args: Any, entry: HoursEntry, **kwargs: Any) -> None:
        tta_request = entry.request
        self._former_day = entry.worked_on
        super().__init__(
            *args,
            submitted_at=tta_request.submitted_at or tta_request.created_at,
            tz=tta_request.site.time_zone,
            initial={
                "worked_on": entry.worked_on,
                "spent": f"{entry.spent.total_seconds() / 3600:g}",
                "what": entry.what,
            },
            **kwargs,
        )

    def clean_worked_on(self) -> date:
        """Check the day unless it is the one it has, which may be longer ago by now."""
        day: date = self.cleaned_data["worked_on"]
        return day if day == self._former_day else super().clean_worked_on()
