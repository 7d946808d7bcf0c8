"""Asking federal agencies, their answers, and what program offices have."""

from django import forms

from tta_requests.enums import BranchAgency, ProgramOffice
from tta_requests.forms.answering import LONGEST_REASON, area

YES, NO = "yes", "no"


class ReferForm(forms.Form):
    """Which agency is asked for what."""

    agency = forms.ChoiceField(label="Agency", choices=BranchAgency.choices)
    to_lead = forms.BooleanField(
        label="Ask it to lead",
        required=False,
        help_text="Together with the provider; where no provider has the request yet, alone. Who leads writes the scope and reports the delivery.",
    )
    note = forms.CharField(
        label="What is it asked for?",
        max_length=LONGEST_REASON,
        widget=area(3),
        help_text="The agency and the site read this.",
        error_messages={"required": "Say what the agency is asked for."},
    )

    def clean_agency(self) -> BranchAgency:
        """The agency."""
        return BranchAgency(self.cleaned_data["agency"])


class ReferralAnswerForm(forms.Form):
    """Whether an agency helps, and how."""

    helps = forms.ChoiceField(
        label="Your answer",
        choices=[(YES, "We help"), (NO, "We cannot help")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you help."},
    )
    text = forms.CharField(
        label="What will you do, or why can you not help?",
        max_length=LONGEST_REASON,
        widget=area(4),
        help_text="Everybody who sees the request reads this. No case facts, please.",
        error_messages={"required": "Say what you will do, or why you cannot help."},
    )

    def clean_helps(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["helps"] == YES)


class ResourceForm(forms.Form):
    """What an office has for a request."""

    office = forms.ChoiceField(label="Office", choices=ProgramOffice.choices)
    title = forms.CharField(
        label="What is it called?",
        max_length=140,
        error_messages={"required": "Give the resource's name."},
    )
    url = forms.URLField(
        label="Where is it found?",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="A web address, such as https://bja.ojp.gov/program/psn.",
        error_messages={"invalid": "Enter a whole web address, such as https://bja.ojp.gov/."},
    )
    note = forms.CharField(
        label="How does it help here?",
        max_length=LONGEST_REASON,
        widget=area(3),
        error_messages={"required": "Say how it helps with this request."},
    )

    def clean_office(self) -> ProgramOffice:
        """The office."""
        return ProgramOffice(self.cleaned_data["office"])
