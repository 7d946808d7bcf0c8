"""The form to invite an office into a conversation, until a date, with a question."""

from datetime import timedelta
from typing import Any

from django import forms

from foundation.accounts.models import Organization
from foundation.calendars import clock
from tta_requests.forms.offers import MAX_REASON, area

DEFAULT_STAY = timedelta(days=30)


class GuestForm(forms.Form):
    """The office to invite, its last day, and the question to it."""

    office = forms.ModelChoiceField(
        label="Office",
        queryset=Organization.objects.none(),
        empty_label="Choose an office",
        error_messages={"required": "Choose an office."},
    )
    until = forms.DateField(
        label="Last day of access",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The last day they can read and write here, up to 90 days from now.",
        error_messages={
            "required": "Enter the last day.",
        },
    )
    question = forms.CharField(
        label="Your question to them",
        max_length=MAX_REASON,
        widget=area(3),
        help_text="This appears in the conversation, and the site can read it. Don't include case facts.",
        error_messages={"required": "Enter your question."},
    )

    def __init__(self, *args: Any, tz: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)  # noqa: S101 -- narrows the type for the checker
        office.queryset = Organization.objects.offices()
        self.initial.setdefault("until", clock.today(tz) + DEFAULT_STAY)
