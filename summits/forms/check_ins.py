"""Forms of the check-in: whom to look for, at which door, and a walk-in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import LineField, field_of
from sites.models import Site
from summits.enums import Kind
from summits.models import Session


class DoorForm(forms.Form):
    """Which door it is, and whom to look for."""

    session = forms.ModelChoiceField(
        label="Door",
        queryset=Session.objects.none(),
        required=False,
        empty_label="The summit",
        error_messages={"invalid_choice": "Choose a session of this summit."},
    )
    q = LineField(label="Name, email address, or site", max_length=80, required=False)

    def __init__(self, *args: Any, sessions: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "session", forms.ModelChoiceField).queryset = sessions


class PhoneForm(DoorForm):
    """The same on a phone that keeps names and codes only."""

    q = LineField(label="Name, site, or code", max_length=200, required=False)


class ArriveForm(forms.Form):
    """The door at which a person is checked in, and where the page goes on."""

    session = forms.ModelChoiceField(
        queryset=Session.objects.none(), required=False, widget=forms.HiddenInput
    )
    q = LineField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sessions: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "session", forms.ModelChoiceField).queryset = sessions


class WalkInForm(forms.Form):
    """A person at the door who isn't on the list."""

    kind = forms.ChoiceField(
        label="Comes as",
        choices=[(each.value, each.label) for each in Kind if each != Kind.DELEGATE],
        error_messages={
            "required": "Choose what the person comes as.",
            "invalid_choice": "Choose from the list.",
        },
    )
    site = forms.ModelChoiceField(
        label="Site",
        queryset=Site.objects.none(),
        required=False,
        empty_label="No site",
        help_text="Alumni and guests come for a site. Leave this blank for everyone else.",
        error_messages={"invalid_choice": "Choose a site from the list."},
    )
    name = LineField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name."}
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        error_messages={
            "required": "Enter the person's email address.",
        },
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "site", forms.ModelChoiceField).queryset = sites
