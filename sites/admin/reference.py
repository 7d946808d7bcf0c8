"""Forms of reference data in the administration: lists are written as people write them."""

import re
from typing import Any, ClassVar

from django import forms

from foundation.ui.edits import EditForm, ListField
from sites.enums import FederalAgency
from sites.models import State


class StatesField(ListField):
    """States, written by their postal abbreviations: "AL, MS"."""

    widget = forms.TextInput(attrs={"size": 40})
    between: ClassVar = re.compile(r"[\s,;]+")
    joined_by: ClassVar = ", "

    def to_python(self, value: Any) -> Any:
        """Return the abbreviations in capitals, each once, in their order."""
        return sorted({code.upper() for code in super().to_python(value)})

    def validate(self, value: list[str]) -> None:
        """Refuse what is no state."""
        super().validate(value)
        known = set(State.objects.filter(pk__in=value).values_list("pk", flat=True))
        if unknown := [code for code in value if code not in known]:
            raise forms.ValidationError(
                f"“{unknown[0]}” isn't a state. Write states by their postal abbreviations, such as AL, MS.",
                code="state",
            )


class FieldOfficeForm(EditForm):
    """A field office, with the states it covers."""

    states_covered = StatesField(required=False, help_text="Postal abbreviations, such as AL, MS.")


class CoreAreaForm(EditForm):
    """A core area, with its topics and the agencies that are asked first."""

    topics = ListField(required=False, help_text="One on each line.")
    federal_branch = forms.MultipleChoiceField(
        label="Federal agencies",
        required=False,
        choices=FederalAgency.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Asked first about requests in this area.",
    )
