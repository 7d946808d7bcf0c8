"""Forms for scopes, commitments, links, and records."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from engagements.enums import CommitmentKind, Party
from foundation.calendars import clock
from foundation.ui.forms import CheckboxTiles, DateField, reason_field
from sites.enums import FederalAgency, Handling
from tta_requests.enums import DeliveryMode, LinkKind
from tta_requests.forms.hours import HoursField
from tta_requests.forms.offers import MAX_REASON, MAX_TEXT, READERS, area

FURTHEST = timedelta(days=5 * 366)
MAX_HOURS = 5000
MARKS = [
    (
        Handling.SITE,
        "Site and partners: the site's team, DOJ staff, and the partners working on it",
    ),
    (Handling.FEDERAL, "Federal only: cleared people and the agencies selected below"),
]


class ScopeForm(forms.Form):
    """The scope of work: what is done, by when, with how much effort."""

    objectives = forms.CharField(
        label="Expected outcome",
        max_length=MAX_TEXT,
        widget=area(4),
        help_text="What the site will be able to do, and how you'll both know.",
        error_messages={"required": "Enter the expected outcome."},
    )
    activities = forms.CharField(
        label="What will be done?",
        max_length=MAX_TEXT,
        widget=area(6),
        help_text="Enter one step per line.",
        error_messages={"required": "Enter what will be done."},
    )
    site_provides = forms.CharField(
        label="What does the site provide?", max_length=MAX_TEXT, required=False, widget=area(3)
    )
    effort = HoursField(
        label="Effort in hours",
        most=MAX_HOURS,
        error_messages={"required": "Enter the provider's effort in hours."},
    )
    starts_on = DateField(label="From", error_messages={"required": "Enter the first day."})
    ends_on = DateField(label="Until", error_messages={"required": "Enter the last day."})
    delivery_mode = forms.ChoiceField(
        label="Where?",
        error_messages={"required": "Choose where the work is done."},
        choices=DeliveryMode.choices,
    )
    over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)

    def __init__(self, *args: Any, tz: str = "America/New_York", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tz = ZoneInfo(tz)

    def clean(self) -> dict[str, Any]:
        """Check that the work ends on or after its first day, not in the past, and within five years."""
        values = self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Enter a last day on or after the first day.")
        elif last and last < clock.today(self._tz):
            self.add_error("ends_on", "Enter a last day that is today or later.")
        if last and last > clock.today(self._tz) + FURTHEST:
            self.add_error("ends_on", "Enter a date within the next five years.")
        if first and first < clock.today(self._tz) - FURTHEST:
            self.add_error("starts_on", "Enter a date within the last five years.")
        return values


class ScopeChangeForm(ScopeForm):
    """A change of a scope that both sides signed, and why it changes."""

    reason = reason_field(
        "Why does it change?",
        max_length=MAX_REASON,
        rows=3,
        help_text=READERS,
        missing="Enter why the scope changes.",
    )


class CommitmentForm(forms.Form):
    """A commitment: what, by whom and by when."""

    kind = forms.ChoiceField(
        label="Type", choices=CommitmentKind.choices, initial=CommitmentKind.DELIVERABLE
    )
    text = forms.CharField(
        label="Description",
        max_length=240,
        error_messages={"required": "Enter a description."},
    )
    owed_by = forms.ChoiceField(
        label="Responsible",
        error_messages={"required": "Choose who is responsible."},
        choices=Party.choices,
    )
    due_on = DateField(label="Due date")

    def __init__(self, *args: Any, tz: str = "America/New_York", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tz = ZoneInfo(tz)

    def clean_owed_by(self) -> Party:
        """Return the side."""
        return Party(self.cleaned_data["owed_by"])

    def clean_kind(self) -> CommitmentKind:
        """Return the kind."""
        return CommitmentKind(self.cleaned_data["kind"])

    def clean_due_on(self) -> date:
        """Check that the date is from today through five years from now, in the site's time zone."""
        day: date = self.cleaned_data["due_on"]
        today = clock.today(self._tz)
        if not today <= day <= today + FURTHEST:
            raise forms.ValidationError("Enter a date from today through five years from now.")
        return day


class LinkForm(forms.Form):
    """Another request of the same site, and how it is related."""

    kind = forms.ChoiceField(
        label="This request is",
        error_messages={"required": "Choose how the requests are related."},
        choices=LinkKind.choices,
    )
    number = forms.RegexField(
        label="Other request's number",
        regex=r"(?i)^PSP-\d{4}-\d{1,9}$",
        strip=True,
        help_text="Such as PSP-2026-0042.",
        error_messages={
            "required": "Enter the other request's number.",
            "invalid": "Enter a number such as PSP-2026-0042.",
        },
    )

    def clean_kind(self) -> LinkKind:
        """Return the kind."""
        return LinkKind(self.cleaned_data["kind"])

    def clean_number(self) -> str:
        """Return the number as requests have it, in capitals."""
        return str(self.cleaned_data["number"]).upper()


class LegalHoldForm(forms.Form):
    """A legal hold, placed or lifted, and the reason."""

    reason = reason_field(
        "Why?",
        max_length=MAX_REASON,
        rows=3,
        help_text="For example, the name of the matter. Only DOJ staff can read it.",
        missing="Enter a reason. It's saved with this step.",
    )
    held = forms.BooleanField(required=False, widget=forms.HiddenInput)


class HandlingForm(forms.Form):
    """The people who can read a request."""

    mark = forms.ChoiceField(label="Handling mark", choices=MARKS, widget=forms.RadioSelect)
    agencies = forms.MultipleChoiceField(
        label="Agencies that can read this",
        choices=FederalAgency.choices,
        required=False,
        widget=CheckboxTiles,
        help_text="For a federal item: the agency that owns it, and agencies it's shared with.",
    )

    def clean_mark(self) -> Handling:
        """Return the mark."""
        return Handling(self.cleaned_data["mark"])

    def clean_agencies(self) -> list[FederalAgency]:
        """Return the agencies."""
        return [FederalAgency(agency) for agency in self.cleaned_data["agencies"]]

    def clean(self) -> dict[str, Any]:
        """Check that a federal item names its agency."""
        values = self.cleaned_data
        if values.get("mark") == Handling.FEDERAL and not values.get("agencies"):
            self.add_error("agencies", "Choose the agency that owns this item.")
        return values
