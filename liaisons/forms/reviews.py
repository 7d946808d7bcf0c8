"""The form with which a reviewer returns an update."""

from django import forms
from django.core.validators import MaxLengthValidator


class ReturnForm(forms.Form):
    """The reason for returning an update."""

    reason = forms.CharField(
        label="What should the author change?",
        error_messages={"required": "Enter what the author should change."},
        help_text="The author and everyone who can see the update can read this.",
        validators=[MaxLengthValidator(2000)],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
