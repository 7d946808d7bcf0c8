"""Forms of the review: finding applications, and a step with its reason."""

from django import forms

from applications.enums import Status
from foundation.ui.forms import SearchField

LISTED = [(each.value, each.label) for each in Status if each != Status.DRAFT]


class FindForm(forms.Form):
    """What the review list shows."""

    q = SearchField(label="Search by ORI, agency, or contact", max_length=100, required=False)
    status = forms.ChoiceField(
        label="State",
        choices=[("", "Any state"), *LISTED],
        required=False,
        error_messages={"invalid_choice": "Choose a state from the list."},
    )
    junk = forms.BooleanField(label="Show likely junk", required=False)


class ReviewStepForm(forms.Form):
    """A step that needs no reason."""


class DecisionForm(forms.Form):
    """Why the decision was made."""

    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Saved with the decision. It isn't sent to the agency.",
        error_messages={
            "required": "Enter a reason. It's saved with this step.",
            "max_length": "Enter at most 2,000 characters.",
        },
    )
