"""Forms to ask federal agencies, to answer for them, and to share resources."""

from django import forms

from foundation.ui.forms import reason_field
from tta_requests.enums import BranchAgency, ProgramOffice
from tta_requests.forms.offers import MAX_REASON, area

YES, NO = "yes", "no"


class ReferForm(forms.Form):
    """The agency to ask, and what it is asked."""

    agency = forms.ChoiceField(label="Agency", choices=BranchAgency.choices)
    to_lead = forms.BooleanField(
        label="Ask it to lead",
        required=False,
        help_text="The agency leads together with the provider, or alone if there is no provider yet. The lead writes the scope of work and reports delivery.",
    )
    note = forms.CharField(
        label="What do you need from the agency?",
        max_length=MAX_REASON,
        widget=area(3),
        help_text="The agency and the site can read this.",
        error_messages={"required": "Enter what you need from the agency."},
    )

    def clean_agency(self) -> BranchAgency:
        """Return the agency."""
        return BranchAgency(self.cleaned_data["agency"])


class ReferralAnswerForm(forms.Form):
    """Whether an agency helps, and how."""

    helps = forms.ChoiceField(
        label="Your answer",
        choices=[(YES, "We can help"), (NO, "We can't help")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you can help."},
    )
    text = forms.CharField(
        label="What will you do, or why can't you help?",
        max_length=MAX_REASON,
        widget=area(4),
        help_text="Everyone with access to the request can read this. Don't include case facts.",
        error_messages={"required": "Enter what you'll do, or why you can't help."},
    )

    def clean_helps(self) -> bool:
        """Return the answer as a Boolean."""
        return bool(self.cleaned_data["helps"] == YES)


class RemoveResourceForm(forms.Form):
    """Why a shared resource is removed."""

    reason = reason_field(
        max_length=MAX_REASON,
        rows=3,
        help_text="The timeline shows who removed it and why. The site and its partners can read it.",
        missing="Enter a reason. It's saved with the request.",
    )


class ResourceForm(forms.Form):
    """A program office's resource for a request."""

    office = forms.ChoiceField(label="Office", choices=ProgramOffice.choices)
    title = forms.CharField(
        label="Resource name",
        max_length=140,
        error_messages={"required": "Enter the resource's name."},
    )
    url = forms.URLField(
        label="Web address",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Such as https://bja.ojp.gov/program/psn.",
    )
    note = forms.CharField(
        label="How does it help here?",
        max_length=MAX_REASON,
        widget=area(3),
        error_messages={"required": "Enter how it helps with this request."},
    )

    def clean_office(self) -> ProgramOffice:
        """Return the office."""
        return ProgramOffice(self.cleaned_data["office"])
