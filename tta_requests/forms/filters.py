"""Filters of the list of requests."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from django import forms
from django.db.models import TextChoices

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui.forms import SearchField, field_of
from sites.models import CoreArea, Principle, Site
from tta_requests.enums import DueState, Status, Urgency
from tta_requests.models import TTARequestQuerySet
from tta_requests.querysets import choices
from tta_requests.querysets.coordinators import at_the_desk
from tta_requests.querysets.filters import NOTHING, OPEN, UNASSIGNED, Narrowed
from tta_requests.querysets.option_counts import Counts
from tta_requests.querysets.orders import ORDERS

ME, NO_ONE = "me", "none"
SEARCH = "q"
# In the URL of a list whose filters are open.
OPENED = "filters"
ORDER_WORDS = {
    "": "Newest first",
    "oldest": "Oldest first",
    "needed": "Needed soonest first",
    "needed-last": "Needed latest first",
    "due": "Clock due soonest first",
    "due-last": "Clock due latest first",
}


class QueryForm(forms.Form):
    """Filters of the list of requests; an invalid filter is left out."""

    q = SearchField(
        label="Search requests",
        max_length=140,
        required=False,
        help_text="Enter words or a request number. Drafts aren't searched.",
    )
    site = forms.ChoiceField(label="Site", required=False)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Any status"), *Status.choices]
    )
    area = forms.ChoiceField(label="Core area", required=False)
    urgency = forms.ChoiceField(
        label="Urgency", required=False, choices=[("", "Any"), *Urgency.choices]
    )

    principle = forms.ChoiceField(label="DOJ principle", required=False)

    def __init__(
        self,
        *args: Any,
        sites: Iterable[Site],
        areas: Iterable[CoreArea],
        principles: Iterable[Principle],
        only: Container[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Make the form.

        Arguments:
            sites, areas, principles: what the reader may choose from.
            only: the names of the fields to make, where a page neither shows the others nor was given a value for one.
        """
        if only is not None:
            made = {name: field for name, field in self.base_fields.items() if name in only}
            self.base_fields = made  # type: ignore[misc]  # -- Django copies each of them for the form
        super().__init__(*args, **kwargs)
        self.options: dict[str, list[tuple[str, str]]] = {}
        self.sites = {site.slug: site for site in sites}
        self.areas = {area.slug: area for area in areas}
        for name, rows, words in (
            ("site", self.sites, "Any site"),
            ("area", self.areas, "Any area"),
            ("principle", {each.slug: each for each in principles}, "Any principle"),
        ):
            self._choose(name, [("", words)], ((slug, row.name) for slug, row in rows.items()))

    def _choose(self, name: str, *options: Iterable[tuple[str, str]]) -> None:
        """Give a field its options, if the form has it."""
        if name in self.fields:
            self.options[name] = chosen = [*chain(*options)]
            # Read by a select that is shown, or a value given.
            field_of(self, name, forms.ChoiceField).choices = partial(tuple, chosen)

    def narrow(self, rows: TTARequestQuerySet = NOTHING) -> Narrowed:
        """Return the rows that match every valid filter; ``listed`` finds its own."""
        self.is_valid()
        values = self.cleaned_data
        site, area = self.sites.get(values.get("site", "")), self.areas.get(values.get("area", ""))
        return Narrowed(
            rows,
            words=values.get("q", ""),
            site_id=site.pk if site else None,
            area_id=area.pk if area else None,
            status=values.get("status", ""),
            principle=values.get("principle", ""),
            urgency=values.get("urgency", ""),
        )


class FilterForm(QueryForm):
    """The same for people, who also ask by clock and owner, and choose an order."""

    clock = forms.ChoiceField(
        label="Clock", required=False, choices=[("", "Any clock"), *DueState.choices]
    )
    owner = forms.ChoiceField(label="Assigned to", required=False)
    sort = forms.ChoiceField(
        label="Sort by",
        required=False,
        choices=[(name, ORDER_WORDS[name]) for name in ORDERS],
    )

    def __init__(
        self, *args: Any, reader: Actor, owners: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {ME: reader.user_id, NO_ONE: UNASSIGNED} | {str(pk): pk for pk, _ in owners}
        named = [(str(pk), name) for pk, name in owners]
        self._choose("owner", [("", "Anyone"), (ME, "Me"), (NO_ONE, "No one")], named)
        self._choose("urgency", [("", "Any urgency")], _labeled(Urgency))
        self._choose("status", [("", "Any status"), (OPEN, "Open")], _labeled(Status))
        self._choose("clock", [("", "Any clock")], _labeled(DueState))

    def narrow(self, rows: TTARequestQuerySet = NOTHING) -> Narrowed:
        """Return the rows that every understood filter lets through, in the order asked for."""
        asked, values = super().narrow(rows), self.cleaned_data
        return replace(
            asked,
            clock=values.get("clock", ""),
            owner=self.owners.get(values.get("owner", "")),
            order=ORDERS[values.get("sort", "")],
        )

    def chosen(self) -> list[tuple[str, str, str]]:
        """Return the name, label and words of each filter that is on."""
        values = self.cleaned_data
        words = {name: dict(options) for name, options in self.options.items()}
        return [
            (
                name,
                str(self[name].label),
                words[name][values[name]] if name in words else values[name],
            )
            for name in self.fields
            if name != "sort" and values.get(name)
        ]

    def show_counts(self, counts: Counts) -> None:
        """Add to each option how many requests it leads to; "Body cameras (3)"."""
        keys: dict[str, Callable[[str], object]] = {
            "status": str,
            "urgency": str,
            "clock": str,
            "site": lambda slug: self.sites[slug].pk,
            "area": lambda slug: self.areas[slug].pk,
            "owner": lambda owner: self.owners[owner],
        }
        for name, key in keys.items():
            found = counts[name]
            counted = [
                (value, f"{words} ({found[key(value)]})" if value else words)
                for value, words in self.options[name]
            ]
            self._choose(name, counted)


def _labeled(choices: type[TextChoices]) -> Iterator[tuple[str, str]]:
    return ((each.value, str(each.label)) for each in choices)


def filter_form(
    actor: Actor, query: Mapping[str, Any], *, initial: Mapping[str, Any] | None = None
) -> FilterForm:
    """Return the filters with the sites, areas and owners the reader may choose from.

    Colleagues are read only where the query names one of them, or opens the filters. Closed filters are a form of what
    the query names, and the search.

    Arguments:
        actor: the reader.
        query: the URL's query.
        initial: values to show in place of the query's, without its mistakes.
    """
    known = choices.current()
    sites = known.sites_among(actor.sites_for(P.REQUEST_VIEW))
    names_one = OPENED in query or query.get("owner", "") not in {"", ME, NO_ONE}
    of_staff = actor.sites_for(P.REQUEST_VIEW) is None
    owners = list(at_the_desk().values_list("pk", "name")) if of_staff and names_one else []
    return FilterForm(
        None if initial is not None else query,
        initial=initial,
        reader=actor,
        sites=sites,
        areas=known.areas,
        principles=known.principles,
        owners=owners,
        only=None if OPENED in query else {SEARCH, *query},
    )
