"""Forms of delegations and registrations: nominating, inviting, registering, needs, and places."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import LineField, field_of
from sites.models import Site
from summits.enums import Attendance, Kind
from summits.models import DelegationSeat, Registration

MAX_PLACES = 20000
EMAIL = {
    "required": "Enter the person's email address.",
}


class PersonForm(forms.Form):
    """The name and the address of a person who is invited."""

    name = LineField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name."}
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="We send the invitation to this address.",
        error_messages=EMAIL,
    )


class NominateForm(PersonForm):
    """A person for a seat of a site's delegation."""

    seat = forms.ModelChoiceField(
        label="Seat",
        queryset=DelegationSeat.objects.none(),
        empty_label="Choose a seat",
        error_messages={
            "required": "Choose a seat.",
            "invalid_choice": "Choose a seat from the list.",
        },
    )
    field_order = ("seat", "name", "email")

    def __init__(self, *args: Any, seats: QuerySet[DelegationSeat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]  # -- a model's choices


class SubstituteForm(PersonForm):
    """The person who takes a delegate's seat."""


class PlaceOfField(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A delegate with a place, by seat and name."""

    def label_from_instance(self, obj: Registration) -> str:
        """Return the seat and the name."""
        return f"{obj.seat}: {obj.name}"


class GivePlaceForm(forms.Form):
    """The delegate whose place somebody on the wait-list gets."""

    taken_from = PlaceOfField(
        label="Whose place?",
        queryset=Registration.objects.none(),
        empty_label="Choose a delegate",
        help_text="This person is replaced, and no longer has a place at the summit.",
        error_messages={
            "required": "Choose a delegate.",
            "invalid_choice": "Choose a delegate from the list.",
        },
    )

    def __init__(self, *args: Any, delegates: QuerySet[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "taken_from", PlaceOfField).queryset = delegates


class InviteForm(PersonForm):
    """A person who comes to a summit, but is no delegate."""

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
    field_order = ("kind", "site", "name", "email")

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]  # -- a model's choices

    def clean_kind(self) -> Kind:
        """Return the kind."""
        return Kind(self.cleaned_data["kind"])


class PlacesForm(forms.Form):
    """How many people a summit has room for."""

    places = forms.IntegerField(
        label="Number of places",
        min_value=1,
        max_value=MAX_PLACES,
        help_text="People who register after these are taken go on the wait-list.",
        error_messages={
            "required": "Enter the number of places.",
            "invalid": "Enter a whole number, such as 600.",
        },
    )


class AcceptForm(forms.Form):
    """How a person takes part."""

    attendance = forms.ChoiceField(
        label="How will you take part?",
        choices=Attendance.choices,
        widget=forms.RadioSelect,
        help_text="Taking part virtually needs no place in the room.",
        error_messages={
            "required": "Choose how you'll take part.",
            "invalid_choice": "Choose how you'll take part.",
        },
    )

    def __init__(self, *args: Any, is_virtual: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_virtual:
            self.fields["attendance"].choices = [  # type: ignore[attr-defined]  # -- a choice field
                (Attendance.VIRTUAL.value, Attendance.VIRTUAL.label)
            ]
            self.fields["attendance"].initial = Attendance.VIRTUAL

    def clean_attendance(self) -> Attendance:
        """Return how the person takes part."""
        return Attendance(self.cleaned_data["attendance"])


class AttendanceForm(AcceptForm):
    """How a registered person takes part from now on."""


class LeaveForm(forms.Form):
    """Why a person doesn't come; nobody must say."""

    reason = LineField(
        label="Reason",
        max_length=300,
        required=False,
        help_text="The people who see your registration can read it. Leave out anything private.",
    )


class RemindForm(forms.Form):
    """The last word before a reminder leaves; nothing is entered."""


class NeedsForm(forms.Form):
    """What a person needs at a summit."""

    access = LineField(
        label="Access",
        max_length=500,
        required=False,
        help_text="For example, step-free seating or sign-language interpreting.",
    )
    diet = LineField(
        label="Meals", max_length=500, required=False, help_text="For example, no nuts."
    )


class GuestAcceptForm(AcceptForm, NeedsForm):
    """The registration of a person without an account, with what they need."""

    field_order = ("attendance", "access", "diet")

    def __init__(self, *args: Any, without: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]
