"""The form of a landscape review."""

from django import forms

from foundation.ui.forms import DateField, LineField
from grants.forms.opportunities import LIKELY, SecureLinkField


class ReviewForm(forms.Form):
    """A review of the grant landscape."""

    done_on = DateField(label="Done on", validators=LIKELY)
    done_by = LineField(
        label="Done by",
        max_length=160,
        help_text="The person or organization.",
        error_messages={"required": "Enter who did the review."},
    )
    findings = forms.CharField(
        label="Findings",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Write what it found here, or link to it below.",
    )
    url = SecureLinkField(label="Link", required=False)
