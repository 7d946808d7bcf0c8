"""Who is brought into a conversation, until when, and what they are asked."""

from datetime import timedelta
from typing import Any

from django import forms

from foundation.accounts.models import Organisation
from foundation.calendars import clock
from tta_requests.forms.answering import LONGEST_REASON, area

USUAL = timedelta(days=30)


class BringInForm(forms.Form):
    """An office, a day and a question."""

    office = forms.ModelChoiceField(
        label="Which office?",
        queryset=Organisation.objects.none(),
        empty_label="Choose an office",
        error_messages={"required": "Choose the office."},
    )
    until = forms.DateField(
        label="Until which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The last day they read and write here, at most 90 days ahead.",
        error_messages={
            "required": "Give the last day.",
            "invalid": "Enter a day such as 2026-12-24.",
        },
    )
    question = forms.CharField(
        label="What are they asked?",
        max_length=LONGEST_REASON,
        widget=area(3),
        help_text="It stands in the conversation: the site reads it too. No case facts, please.",
        error_messages={"required": "Say what they are asked."},
    )

    def __init__(self, *args: Any, tz: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)  # noqa: S101 -- narrows the type for the checker
        office.queryset = Organisation.objects.offices()
        self.initial.setdefault("until", clock.today(tz) + USUAL)
