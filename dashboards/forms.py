"""Forms of the dashboards: the directory's filters, the search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django import forms
from django.utils.choices import BaseChoiceIterator

from dashboards.querysets.places import Place
from engagements.models import origins
from foundation.timeline.registry import sources
from foundation.ui.forms import DateField, FigureField, SearchField, field_of
from sites.enums import SiteKind
from sites.models import Site

MAX_QUERY_LENGTH = 80
# The program began in 2014; no engagement of today reaches so far ahead.
FIRST_YEAR, LAST_YEAR = 2014, 2099


class DirectoryForm(forms.Form):
    """Filters of the directory; every choice occurs in it."""

    q = SearchField(label="Name, county, or agency", max_length=MAX_QUERY_LENGTH, required=False)
    state = forms.ChoiceField(required=False)
    cohort = forms.ChoiceField(label="Year joined", required=False)
    kind = forms.ChoiceField(required=False)

    def __init__(self, *args: object, places: Iterable[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        found = list(places)
        states = sorted({(p.site.state_id, p.site.state.name) for p in found}, key=lambda s: s[1])
        years = sorted({year for place in found for year in place.cohorts}, reverse=True)
        kinds = {place.site.kind for place in found}
        self._offer("state", [("", "Every state"), *states])
        self._offer("cohort", [("", "Any year"), *((str(year), str(year)) for year in years)])
        self._offer("kind", [("", "Any kind"), *(k for k in SiteKind.choices if k[0] in kinds)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field_of(self, name, forms.ChoiceField).choices = Pairs(choices)


class SiteListForm(forms.Form):
    """Filters of staff's list of sites; every state occurs in it."""

    q = SearchField(label="Name, county, or liaison", max_length=MAX_QUERY_LENGTH, required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, *args: object, states: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        field_of(self, "state", forms.ChoiceField).choices = [("", "Every state"), *states]


class PeerFinderForm(forms.Form):
    """What the peer finder looks for; what isn't a choice is left out."""

    q = SearchField(label="Problem, in a few words", max_length=MAX_QUERY_LENGTH, required=False)
    area = forms.ChoiceField(label="Core area", required=False)
    size = forms.ChoiceField(label="Size of the site", required=False)

    def __init__(
        self,
        *args: object,
        areas: Mapping[str, str],
        sizes: Iterable[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        offered = {"area": [("", "Any core area"), *areas.items()], "size": [*sizes]}
        for name, choices in offered.items():
            field_of(self, name, forms.ChoiceField).choices = Pairs(choices)

    def asked(self) -> dict[str, str]:
        """Return what was understood of each field, empty for the rest."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class CalendarForm(forms.Form):
    """The month, look, and site that the calendar shows."""

    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        error_messages={"invalid": "Enter a month, such as 2026-11."},
    )
    view = forms.ChoiceField(required=False, choices=[("", "Month"), ("agenda", "Agenda")])
    site = forms.ChoiceField(required=False)

    def __init__(self, *args: object, sites: Iterable[Site], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        found = [(site.slug, site.name) for site in sites]
        self.has_sites = len(found) > 1
        field_of(self, "site", forms.ChoiceField).choices = [("", "Every site"), *found]

    def clean_month(self) -> date | None:
        """Return the month's first day, within the years a calendar can show."""
        month: date | None = self.cleaned_data["month"]
        if month is not None and not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return month


class TimelineForm(forms.Form):
    """The kind, core area, and period that a site's timeline shows."""

    show = forms.ChoiceField(label="Show", required=False)
    area = forms.ChoiceField(label="Core area", required=False)
    first = DateField(label="From", required=False)
    last = DateField(label="To", required=False)

    def __init__(self, *args: object, areas: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        nouns = [(source.name, source.label) for source in sources()]
        for name, choices in (
            ("show", [("", "Everything"), *nouns]),
            ("area", [("", "Any core area"), *areas]),
        ):
            field_of(self, name, forms.ChoiceField).choices = Pairs(choices)

    def clean(self) -> dict[str, object]:
        """Refuse a period that ends before it begins, or a year no timeline can show."""
        cleaned = super().clean() or {}
        days = [day for day in (cleaned.get("first"), cleaned.get("last")) if day]
        for name in ("first", "last"):
            day = cleaned.get(name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
        if days != sorted(days):
            self.add_error("last", "Enter an end date on or after the start date.")
        return cleaned


class DocumentForm(forms.Form):
    """The words that a document's name or description contains."""

    q = SearchField(label="Name or description", max_length=MAX_QUERY_LENGTH, required=False)


class SearchForm(forms.Form):
    """The words to search for."""

    q = SearchField(
        label="Search words or a request number",
        max_length=140,
        help_text="Put an exact phrase in “quotation marks.” Put a minus sign before a word to exclude it.",
        error_messages={"required": "Enter a search word."},
    )


class VersionsForm(forms.Form):
    """The two versions of a report to compare."""

    first = forms.ChoiceField(label="Earlier version")
    last = forms.ChoiceField(label="Later version")

    def __init__(
        self, *args: object, versions: Iterable[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        found = list(versions)
        for name in ("first", "last"):
            field_of(self, name, forms.ChoiceField).choices = found

    def clean(self) -> dict[str, object]:
        """Return the versions as numbers, the earlier one first."""
        cleaned = super().clean() or {}
        if "first" in cleaned and "last" in cleaned:
            cleaned["first"], cleaned["last"] = sorted(
                (int(cleaned["first"]), int(cleaned["last"]))
            )
        return cleaned


class VersionForm(forms.Form):
    """The version of a report that is shown; the current one without a number."""

    version = forms.IntegerField(required=False, min_value=1, max_value=9_999)


class RestateForm(forms.Form):
    """A figure of a frozen report, its new value, and why it changes."""

    figure = forms.ChoiceField(
        label="Figure", error_messages={"invalid_choice": "Choose one of the report's figures."}
    )
    new = FigureField(
        label="New value",
        min_value=0,
        max_value=9_999_999,
        decimal_places=2,
        max_digits=9,
        error_messages={"required": "Enter the new value, such as 12."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It's shown in the report next to the old value.",
        error_messages={"required": "Enter a reason. It's shown in the report."},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: object, figures: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        field_of(self, "figure", forms.ChoiceField).choices = [("", "Choose a figure"), *figures]


class Pairs(BaseChoiceIterator):
    """Choices that are pairs of texts: Django looks through each of any other list twice, before it writes one."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = pairs

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Return the pairs."""
        return iter(self._pairs)


class CommitmentFilterForm(forms.Form):
    """The filters and the order of the list of commitments; each choice occurs in it."""

    whose = forms.ChoiceField(
        label="Show", required=False, choices=[("", "Mine"), ("sites", "All of my sites")]
    )
    site = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(required=False)
    origin = forms.ChoiceField(label="Comes from", required=False)
    state = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Open"), ("done", "Done"), ("canceled", "Canceled"), ("all", "Any status")],
    )
    due = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Any day"),
            ("late", "Past due"),
            ("week", "Within 7 days"),
            ("month", "Within 30 days"),
        ],
    )
    sort = forms.ChoiceField(
        label="Order", required=False, choices=[("", "Due first"), ("last", "Due last")]
    )

    def __init__(
        self, *args: object, sites: Iterable[Site], people: Mapping[int, str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        named = [(site.slug, site.name) for site in sites]
        owners = [(str(pk), name) for pk, name in people.items()]
        kinds = [(kind.slug, kind.label) for kind in origins.kinds()]
        for name, choices in (
            ("site", [("", "Every site"), *named]),
            ("owner", [("", "Anyone"), ("none", "No one person"), *owners]),
            (
                "origin",
                [("", "Anything"), ("request", "Request"), *kinds, ("none", "Nothing named")],
            ),
        ):
            field_of(self, name, forms.ChoiceField).choices = Pairs(choices)
