"""The form of a suggested topic."""

from django import forms


class TopicForm(forms.Form):
    """A topic that a member suggests."""

    text = forms.CharField(
        label="Topic",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Facilitators and Program Managers can read it. Don't include case details or names.",
        error_messages={"required": "Enter a topic."},
    )
