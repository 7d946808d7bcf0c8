"""Forms of the triage desk, for one request or several."""

from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.ui.forms import field_of
from tta_requests.forms.offers import MAX_REASON, area
from tta_requests.querysets.coordinators import at_the_desk


class ReassignForm(forms.Form):
    """The colleague to assign the request to, and a note for them."""

    to = forms.TypedChoiceField(
        label="Assign to",
        coerce=int,
        error_messages={"required": "Choose a colleague."},
    )
    note = forms.CharField(
        label="Note to your colleague",
        max_length=MAX_REASON,
        required=False,
        widget=area(3),
        help_text="Only DOJ staff can read this.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", forms.ChoiceField).choices = [
            ("", "Choose a colleague"),
            *map(_choice, at_the_desk()),
        ]


class FlagForm(forms.Form):
    """The text of a request's flag."""

    text = forms.CharField(
        label="Flag",
        max_length=40,
        required=False,
        help_text="A short note for DOJ staff in triage, such as “Call the chief first.” Clear it to remove the flag.",
    )


def _choice(person: User) -> tuple[int, str]:
    return person.pk, f"{person.name} ({person.get_staff_role_display()})"
