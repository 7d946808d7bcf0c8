"""Forms of commitments without a request: adding one, a new date, and marking one as done."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet

from engagements.enums import CommitmentKind, Party
from engagements.models import Commitment
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.ui.forms import DateField, LineField, field_of, reason_field
from sites.models import Site

FURTHEST = timedelta(days=5 * 366)
OUT_OF_REACH = "Enter a date from today through five years from now."
# A provider comes with a request, so no provider owes one of these.
SIDES = [(side.value, side.label) for side in Party if side is not Party.PROVIDER]


class SiteCommitmentForm(forms.Form):
    """A commitment that comes from no request: where, what, by whom, and by when."""

    site = forms.ModelChoiceField(
        queryset=Site.objects.none(),
        to_field_name="slug",
        empty_label="Choose a site",
        error_messages={
            "required": "Choose a site.",
            "invalid_choice": "Choose one of your sites from the list.",
        },
    )
    kind = forms.ChoiceField(
        label="Type", choices=CommitmentKind.choices, initial=CommitmentKind.COMMITMENT
    )
    text = LineField(
        label="Description",
        max_length=240,
        help_text="The site's team and DOJ staff can read it.",
        error_messages={"required": "Enter what will be done."},
    )
    owed_by = forms.ChoiceField(
        label="Responsible",
        error_messages={"required": "Choose who is responsible."},
        choices=SIDES,
        initial=Party.SITE,
    )
    due_on = DateField(label="Due date")
    mine = forms.BooleanField(
        label="I'm the owner",
        required=False,
        help_text="It then appears in your own list of commitments.",
    )

    owner = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        required=False,
        empty_label="No one person yet",
        help_text="The owner gets reminders and finds it on My day.",
        error_messages={"invalid_choice": "Choose someone from the list."},
    )

    def __init__(
        self,
        *args: Any,
        sites: QuerySet[Site],
        people: QuerySet[User] | None = None,
        **kwargs: Any,
    ) -> None:
        """Make the form; ``people`` can own it, where the site is known before the form is filled in."""
        super().__init__(*args, **kwargs)
        field_of(self, "site", forms.ModelChoiceField).queryset = sites
        if people is None:
            del self.fields["owner"]
        else:
            del self.fields["mine"]
            field_of(self, "owner", forms.ModelChoiceField).queryset = people

    def clean_owed_by(self) -> Party:
        """Return the side."""
        return Party(self.cleaned_data["owed_by"])

    def clean_kind(self) -> CommitmentKind:
        """Return the kind."""
        return CommitmentKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        """Check that the date is from today through five years from now, in the site's time zone."""
        values = self.cleaned_data
        site, day = values.get("site"), values.get("due_on")
        if site and day and not is_near(day, site.time_zone):
            self.add_error("due_on", OUT_OF_REACH)
        return values


class FinishForm(forms.Form):
    """What shows that a commitment is done."""

    evidence = LineField(
        label="Evidence",
        required=False,
        max_length=500,
        help_text="Optional. Enter what shows that it's done, such as an order's number or a link.",
    )


class NewDateForm(forms.Form):
    """A new due date, and why."""

    due_on = DateField(label="New date")
    reason = reason_field(
        max_length=240,
        help_text="It's saved in the commitment's history. The site's team and DOJ staff can read it.",
        missing="Enter a reason for the new date.",
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commitment = commitment

    def clean_due_on(self) -> date:
        """Check that the date is from today through five years from now, in the site's time zone."""
        day: date = self.cleaned_data["due_on"]
        if not is_near(day, self._commitment.site.time_zone):
            raise forms.ValidationError(OUT_OF_REACH)
        return day


class CancelCommitmentForm(forms.Form):
    """Why a commitment is canceled."""

    reason = reason_field(
        max_length=240,
        help_text="It's saved in the commitment's history. Everyone who can read the commitment can read it.",
        missing="Enter a reason. It's saved with the commitment.",
    )


class AssignForm(forms.Form):
    """The person responsible for a commitment."""

    owner = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        required=False,
        empty_label="No one person",
        help_text="The new owner is notified, and gets its reminders.",
        error_messages={"invalid_choice": "Choose someone from the list."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "owner", forms.ModelChoiceField).queryset = people


def is_near(day: date, zone: str) -> bool:
    """Return whether a day is from today through five years from now, in a time zone."""
    today = clock.today(ZoneInfo(zone))
    return today <= day <= today + FURTHEST
