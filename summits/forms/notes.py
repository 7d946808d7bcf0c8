"""Forms of session notes and of the follow-up."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import field_of
from sites.models import Site

MAX_TEXT = 4000
WRITE = {"required": "Write what your site learned from the session."}


class NoteTextForm(forms.Form):
    """The text of a note."""

    text = forms.CharField(
        label="Note",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Your site's people and DOJ staff can read it. Leave out details of federal items.",
        error_messages=WRITE,
    )


class NoteForm(NoteTextForm):
    """A new note, for one of the writer's sites."""

    site = forms.ModelChoiceField(
        label="Site",
        queryset=Site.objects.none(),
        to_field_name="slug",
        empty_label="Choose a site",
        error_messages={"required": "Choose a site."},
    )
    field_order = ("site", "text")

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "site", forms.ModelChoiceField).queryset = sites


class SettleForm(forms.Form):
    """Saying that nothing needs to come of a note, or taking it back, as the page that was read offered it."""

    wanted = forms.ChoiceField(
        choices=(("settle", "No action needed"), ("reopen", "Reopen note")),
        widget=forms.HiddenInput,
    )


class ReviewForm(forms.Form):
    """What a review of the follow-up found."""

    note = forms.CharField(
        label="What you found",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everyone who signs in can read it in the summit's history.",
    )
