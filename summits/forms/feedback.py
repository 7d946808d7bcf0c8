"""The feedback form of a session or a summit."""

from django import forms

from summits.enums.feedback import MAX_TEXT, Overall, Useful

CHOOSE = "Choose a number from 1 to 5."
RATE = {"required": CHOOSE, "invalid_choice": CHOOSE}
PRIVATE = "Shown without your name, once at least five people have answered. Leave out names and details of cases."


class FeedbackForm(forms.Form):
    """What a person thinks of a session or a summit."""

    overall = forms.TypedChoiceField(
        label="How was it overall?",
        choices=Overall.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=RATE,
    )
    useful = forms.TypedChoiceField(
        label="How useful is it for your work?",
        choices=Useful.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=RATE,
    )
    at_home = forms.CharField(
        label="What will you use at home?",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=PRIVATE,
    )
    comment = forms.CharField(
        label="Anything else?",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=PRIVATE,
    )
