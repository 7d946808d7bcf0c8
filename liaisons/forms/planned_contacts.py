"""The forms of planned contacts, and of the month that a plan shows."""

from datetime import date

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import DateField, RadioTiles, field_of
from liaisons.enums import UpdateKind
from sites.models import Site

FIRST_YEAR, LAST_YEAR = 2014, 2099


class ReplanForm(forms.Form):
    """The kind and the day of a planned contact."""

    kind = forms.ChoiceField(label="Type of contact", choices=UpdateKind, widget=RadioTiles)
    on = DateField(label="Day", help_text="A day of the site's calendar.")


class PlanForm(ReplanForm):
    """A contact to plan: the site, the kind, and the day."""

    site = forms.ModelChoiceField(Site.objects.none(), empty_label="Choose a site")
    field_order = ("site", "kind", "on")

    def __init__(self, *args: object, sites: QuerySet[Site], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        field_of(self, "site", forms.ModelChoiceField).queryset = sites
        self.fields["kind"].initial = UpdateKind.VISIT


class MonthForm(forms.Form):
    """The month a plan shows."""

    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        error_messages={"invalid": "Enter a month, such as 2026-11."},
    )

    def clean_month(self) -> date | None:
        """Return the month's first day, within the years a plan can show."""
        month: date | None = self.cleaned_data["month"]
        if month is not None and not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return month
