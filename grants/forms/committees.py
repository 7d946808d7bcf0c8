"""Forms of a committee: its purpose, its members, and its meetings."""

from django import forms

from foundation.ui.forms import DateField, LineField, TimeField
from grants.forms.opportunities import LIKELY


class CommitteeForm(forms.Form):
    """What a committee is for."""

    purpose = forms.CharField(
        label="What it does",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, finds grants and decides which to apply for.",
    )


class MemberForm(forms.Form):
    """An agency in a committee."""

    agency = LineField(
        label="Agency",
        max_length=160,
        help_text="Such as the District Attorney's Office.",
        error_messages={"required": "Enter the agency's name."},
    )
    role = LineField(label="Role on the committee", max_length=80, required=False)
    name = LineField(label="Person", max_length=120, required=False)


class MeetingForm(forms.Form):
    """When and where a committee meets next."""

    day = DateField(label="Day", validators=LIKELY)
    at = TimeField(label="Time")
    place = LineField(label="Place", max_length=160, required=False)


class NotesForm(forms.Form):
    """What a meeting came to."""

    notes = forms.CharField(
        label="Notes",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Your site's team, its liaison, and DOJ staff can read them.",
        error_messages={"required": "Enter the notes."},
    )
