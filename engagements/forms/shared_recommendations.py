"""The form with which a site shares the headline and the result of a recommendation."""

from django import forms

from foundation.ui.forms import DateField, LineField

MAX_RESULT = 1000


class ShareForm(forms.Form):
    """A headline and a result for people of all sites."""

    headline = LineField(
        label="Headline",
        max_length=160,
        help_text="What you did, in one line. Leave out names and case details.",
        error_messages={"required": "Enter a headline."},
    )
    result = forms.CharField(
        label="Result",
        max_length=MAX_RESULT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What changed. Everyone who signs in can read this and the headline, and nothing else.",
        error_messages={"required": "Enter the result."},
    )
    last_day = DateField(
        label="Last day to share it",
        required=False,
        help_text="Leave this blank if it has no last day. You can stop sharing at any time.",
    )
