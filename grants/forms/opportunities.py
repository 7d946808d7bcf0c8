"""Forms of opportunities: adding and changing one, and the filters of the list."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MinValueValidator

from foundation.ui.forms import DateField, LineField, SearchField, TimeField, ZoneField, field_of
from grants.enums import Window
from grants.models import Opportunity
from grants.models.opportunities import SECURE

FAR_YEAR = "Enter a date from 2014 to 2100."
LIKELY = (MinValueValidator(date(2014, 1, 1), FAR_YEAR),)

# The fields that become times in the funder's zone.
MOMENTS = frozenset({"opens", "closes", "closes_time"})


class SecureLinkField(forms.URLField):
    """A link that begins with https://."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=500,
            assume_scheme="https",
            error_messages={
                "required": "Enter a link.",
                "invalid": "Enter a link that begins with https://.",
                "max_length": "Enter a link of at most 500 characters.",
            },
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """Refuse a link of another kind."""
        found: str = super().clean(value)
        if found and not found.startswith(SECURE):
            raise forms.ValidationError("Enter a link that begins with https://.")
        return found


class OpportunityForm(forms.Form):
    """A grant that sites can apply for."""

    name = LineField(
        label="Name", max_length=160, error_messages={"required": "Enter the grant's name."}
    )
    funder = LineField(
        label="Funder",
        max_length=120,
        help_text="The agency or foundation.",
        error_messages={"required": "Enter who funds the grant."},
    )
    url = SecureLinkField(label="Link to the announcement")
    opens = DateField(label="Opens on", validators=LIKELY)
    closes = DateField(label="Closes on", validators=LIKELY)
    closes_time = TimeField(label="Closes at")
    time_zone = ZoneField(
        help_text="The zone in which the funder gives its times. Applications open at midnight."
    )
    who_may_apply = forms.CharField(
        label="Who may apply",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter who may apply."},
    )
    core_areas = forms.MultipleChoiceField(
        label="Core areas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all unchecked for a grant that can help with any.",
        error_messages={"invalid_choice": "Choose core areas from the list."},
    )
    answer_expected_on = DateField(
        label="Answer expected on",
        required=False,
        validators=LIKELY,
        help_text="When the funder says it will decide. Leave blank if it doesn't say.",
    )
    source = LineField(
        label="Source",
        max_length=300,
        help_text="Where the facts are from, such as the announcement's number.",
        error_messages={"required": "Enter where the facts are from."},
    )
    source_as_of = DateField(label="Source read on", validators=LIKELY)

    def __init__(self, *args: Any, areas: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_areas", forms.MultipleChoiceField).choices = list(areas.items())

    @staticmethod
    def initial_of(found: Opportunity) -> dict[str, Any]:
        """Return what the form shows of an opportunity, in the funder's zone."""
        zone = ZoneInfo(found.time_zone)
        closes = found.closes_at.astimezone(zone)
        kept = [name for name in OpportunityForm.base_fields if name not in MOMENTS]
        return {
            **{name: getattr(found, name) for name in kept},
            "opens": found.opens_at.astimezone(zone).date(),
            "closes": closes.date(),
            "closes_time": closes.time(),
        }

    @staticmethod
    def values_of(said: dict[str, Any]) -> dict[str, Any]:
        """Return what the actions take: the facts, and moments in the chosen zone."""
        zone = ZoneInfo(said["time_zone"])
        return {
            **{name: value for name, value in said.items() if name not in MOMENTS},
            "opens_at": datetime.combine(said["opens"], datetime.min.time(), zone),
            "closes_at": datetime.combine(said["closes"], said["closes_time"], zone),
        }


class FilterForm(forms.Form):
    """The filters of the list."""

    q = SearchField(label="Words", max_length=80, required=False)
    window = forms.ChoiceField(
        label="Applications",
        required=False,
        choices=[("", "Not closed yet"), *Window.choices],
    )
    area = forms.ChoiceField(label="Core area", required=False, choices=())

    def __init__(self, *args: Any, areas: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "area", forms.ChoiceField).choices = [("", "Any"), *areas.items()]
