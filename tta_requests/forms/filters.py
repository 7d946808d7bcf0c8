"""Filters of the list of requests."""

from collections.abc import Iterable
from typing import Any

from django import forms

from foundation.ui.forms import SearchField
from sites.models import CoreArea, Site
from tta_requests.enums import Status, Urgency
from tta_requests.models import TTARequestQuerySet
from tta_requests.querysets.filters import Narrowed


class FilterForm(forms.Form):
    """Filters of the list of requests; an invalid filter is left out."""

    q = SearchField(
        label="Search requests",
        max_length=140,
        required=False,
        help_text="Enter words or a request number. Drafts aren't searched.",
    )
    site = forms.ChoiceField(label="Site", required=False)
    status = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any state"), *Status.choices]
    )
    area = forms.ChoiceField(label="Core area", required=False)

    def __init__(
        self, *args: Any, sites: Iterable[Site], areas: Iterable[CoreArea], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {site.slug: site for site in sites}
        self.areas = {area.slug: area for area in areas}
        for name, rows, words in (
            ("site", self.sites, "Any site"),
            ("area", self.areas, "Any area"),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type for the checker
            field.choices = [("", words), *((slug, row.name) for slug, row in rows.items())]

    def narrow(self, rows: TTARequestQuerySet) -> Narrowed:
        """Return the rows that match every valid filter."""
        self.is_valid()
        values = self.cleaned_data
        site, area = self.sites.get(values.get("site", "")), self.areas.get(values.get("area", ""))
        return Narrowed(
            rows,
            words=values.get("q", ""),
            site_id=site.pk if site else None,
            area_id=area.pk if area else None,
            status=values.get("status", ""),
            urgency=values.get("urgency", ""),
        )


class QueryForm(FilterForm):
    """The filters of the API, which also include urgency."""

    urgency = forms.ChoiceField(
        label="Urgency", required=False, choices=[("", "Any"), *Urgency.choices]
    )
