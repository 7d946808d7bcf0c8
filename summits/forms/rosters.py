"""Forms that choose a list: a site's people on a roster, and the door of a door list."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import field_of
from sites.models import Site
from summits.models import Session


class RosterForm(forms.Form):
    """Whose people are listed."""

    site = forms.ModelChoiceField(
        label="Site",
        queryset=Site.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Everyone",
        error_messages={"invalid_choice": "Choose a site from the list."},
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "site", forms.ModelChoiceField).queryset = sites


class DoorListForm(forms.Form):
    """The door whose list is printed."""

    session = forms.ModelChoiceField(
        label="Door",
        queryset=Session.objects.none(),
        required=False,
        empty_label="The summit",
        error_messages={"invalid_choice": "Choose a session of this summit."},
    )

    def __init__(self, *args: Any, sessions: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "session", forms.ModelChoiceField).queryset = sessions
