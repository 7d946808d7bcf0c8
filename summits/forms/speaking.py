"""What speakers change of themselves and of their own sessions."""

from django import forms

from foundation.ui.forms import CheckboxTiles, LineField
from summits.enums import Equipment
from summits.forms.agenda import MAX_BIOGRAPHY, MAX_TEXT


class ProfileForm(forms.Form):
    """A speaker's own position and biography."""

    position = LineField(label="Position and agency", max_length=160, required=False)
    biography = forms.CharField(
        label="Biography",
        required=False,
        max_length=MAX_BIOGRAPHY,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Shown on the pages of your sessions, to the public, too, once the agenda is public.",
    )


class DescribeForm(forms.Form):
    """What a speaker's own session is about, and what it needs."""

    text = forms.CharField(
        label="Description",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Shown on the session's page, to the public, too, once the agenda is public.",
    )
    needs = forms.MultipleChoiceField(
        label="What it needs", required=False, choices=Equipment.choices, widget=CheckboxTiles
    )
