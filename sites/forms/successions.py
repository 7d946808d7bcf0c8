"""The form to hand a seat over."""

from django import forms

from foundation.ui.forms import DateField


class HandOverForm(forms.Form):
    """The successor, and from which day they hold the seat."""

    email = forms.EmailField(
        max_length=254,
        label="Successor's email address",
        help_text="The address they sign in with. If they have no account yet, end the membership and invite them.",
        error_messages={
            "required": "Enter the successor's email address.",
        },
    )
    on = DateField(
        label="Successor's first day",
        required=False,
        help_text="Leave this blank to hand the seat over now. "
        "On a later day, it changes hands when that day begins at the site.",
    )
