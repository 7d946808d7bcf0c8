"""The filters of the list of updates, and of the hours."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import field_of
from sites.models import Site

FIRST_YEAR, LAST_YEAR = 2014, 2100


class ListForm(forms.Form):
    """The filters of the list of updates: a site and a position in the list."""

    site = forms.ModelChoiceField(
        queryset=Site.objects.none(), to_field_name="slug", required=False, empty_label="All sites"
    )
    after = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    last = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sites

    def clean_after(self) -> tuple[date, UUID] | None:
        """Return the row the page starts after."""
        return self._place("after")

    def clean_before(self) -> tuple[date, UUID] | None:
        """Return the row the page ends before."""
        return self._place("before")

    def _place(self, name: str) -> tuple[date, UUID] | None:
        day, _, pk = self.cleaned_data[name].partition("_")
        try:
            return (date.fromisoformat(day), UUID(pk)) if day else None
        except ValueError:
            raise forms.ValidationError("This address isn't valid.") from None


class MonthForm(forms.Form):
    """The month whose hours are shown."""

    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        error_messages={"invalid": "Enter a month, such as 2026-11."},
    )

    def clean_month(self) -> date | None:
        """Return the month's first day, since the program began."""
        month: date | None = self.cleaned_data["month"]
        if month is not None and not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return month


class VersionsForm(forms.Form):
    """The two versions of an update that are compared."""

    older = forms.TypedChoiceField(label="Compare", coerce=int, required=False, empty_value=None)
    newer = forms.TypedChoiceField(label="With", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("older", "newer"):
            field_of(self, name, forms.TypedChoiceField).choices = choices
