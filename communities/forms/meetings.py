"""Forms of meetings: the rule by which they repeat, and the changes of one."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MinValueValidator, URLValidator

from communities.enums import Frequency
from communities.forms.communities import MAX_TEXT
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui.forms import DateField, LineField, TimeField

WEEKS = (("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("-1", "Last"))
EVERY_WEEK = ("", "Every week")
WEEKDAYS = (
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
)
FAR_YEAR = "Enter a date from 2026 to 2100."
LIKELY = (MinValueValidator(date(2026, 1, 1), FAR_YEAR),)
HTTPS = "Enter a web address that begins with https://."
IS_HTTPS = URLValidator(schemes=["https"], message=HTTPS)


class LinkField(forms.URLField):
    """A web address that begins with https://, or none."""

    default_validators = [IS_HTTPS]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=500,
            assume_scheme="https",
            error_messages={"invalid": HTTPS},
            **kwargs,
        )


class ReplaceForm(forms.Form):
    """Another time of day, and another length, from a day on."""

    from_day = DateField(
        label="From",
        validators=LIKELY,
        help_text="Later meetings of this schedule are replaced, moved and canceled ones too.",
    )
    at = TimeField(label="Time (Eastern)")
    minutes = forms.IntegerField(
        label="Length in minutes",
        min_value=15,
        max_value=480,
        initial=60,
        error_messages={
            "required": "Enter the length in minutes.",
            "min_value": "Enter 15 minutes or more.",
            "max_value": "Enter 480 minutes or less.",
        },
    )
    field_order: Sequence[str] = ("from_day", "at", "minutes")


class ScheduleForm(ReplaceForm):
    """Meetings that repeat, such as on the second Wednesday of each month."""

    from_day = None  # type: ignore[assignment]  # -- how Django removes an inherited field
    week = forms.ChoiceField(
        label="Week of the month", choices=(*WEEKS, EVERY_WEEK), required=False, initial="2"
    )
    weekday = forms.ChoiceField(label="Day of the week", choices=WEEKDAYS, initial="2")
    starts_on = DateField(label="From", validators=LIKELY)
    ends_on = DateField(label="Until", validators=LIKELY)
    link = LinkField(label="Link to join", help_text="Only people who sign in see it.")
    field_order = ("week", "weekday", "at", "minutes", "starts_on", "ends_on", "link")

    def clean(self) -> dict[str, Any]:
        """Return the rule as the model has it."""
        values = super().clean() or {}
        week = values.get("week")
        if "week" in values:
            values["week"] = int(week) if week else None
            values["frequency"] = Frequency.MONTHLY if week else Frequency.WEEKLY
        if "weekday" in values:
            values["weekday"] = int(values["weekday"])
        return values


class MoveForm(forms.Form):
    """Another day and time for one meeting."""

    day = DateField(label="New date", validators=LIKELY)
    at = TimeField(label="New time (Eastern)")
    reason = LineField(label="Reason", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Return the new moment and the reason."""
        values = super().clean() or {}
        day, at = values.pop("day", None), values.pop("at", None)
        if isinstance(day, date) and isinstance(at, time):
            values["starts_at"] = datetime.combine(day, at, ZoneInfo(OFFICIAL_ZONE))
        return values


class DescribeForm(forms.Form):
    """What a meeting is about, where to join it, and where its recording is."""

    agenda = forms.CharField(
        label="Agenda",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Everyone who signs in can read it.",
    )
    link = LinkField(label="Link to join")
    recording = LinkField(label="Link to the recording")
