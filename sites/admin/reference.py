"""Forms of reference data in the administration: lists are written as people write them."""

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from foundation.ui.edits import EditForm, ListField
from foundation.ui.forms import WHICH_YEAR, YEARS
from sites.enums import FederalAgency
from sites.errors import NameTaken
from sites.models import Site, State


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


class SiteForm(EditForm):
    """A site's public facts: what pages, maps, and figures are counted by is checked."""

    def clean_name(self) -> str:
        """Refuse the name of another site: people couldn't tell the two apart."""
        name: str = self.cleaned_data["name"]
        if "name" in self.changed_data and Site.objects.filter(name__iexact=name).exclude(
            pk=self.instance.pk
        ):
            raise forms.ValidationError(NameTaken.message)
        return name

    def clean_population_year(self) -> int | None:
        """Refuse a year that nobody can mean, such as 202."""
        year: int | None = self.cleaned_data["population_year"]
        if year is not None and year not in YEARS:
            raise forms.ValidationError(WHICH_YEAR)
        return year

    def clean_latitude(self) -> Decimal | None:
        """Refuse a latitude that no map has."""
        return _within(self.cleaned_data["latitude"], 90, "latitude")

    def clean_longitude(self) -> Decimal | None:
        """Refuse a longitude that no map has."""
        return _within(self.cleaned_data["longitude"], 180, "longitude")


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


def _within(degrees: Decimal | None, limit: int, what: str) -> Decimal | None:
    if degrees is not None and abs(degrees) > limit:
        raise forms.ValidationError(f"Enter a {what} between -{limit} and {limit}.")
    return degrees
