"""Forms of the dashboards: the directory's filters, the search."""

from collections.abc import Iterable

from django import forms

from dashboards.querysets.places import Place
from foundation.ui.forms import SearchField
from sites.enums import SiteKind

MAX_QUERY_LENGTH = 80


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
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        field.choices = choices


class SiteListForm(forms.Form):
    """Filters of staff's list of sites; every state occurs in it."""

    q = SearchField(label="Name, county, or liaison", max_length=MAX_QUERY_LENGTH, required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, *args: object, states: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        field.choices = [("", "Every state"), *states]


class SearchForm(forms.Form):
    """The words to search for."""

    q = SearchField(
        label="Search words or a request number",
        max_length=140,
        help_text="Put an exact phrase in “quotation marks.” Put a minus sign before a word to exclude it.",
        error_messages={"required": "Enter a search word."},
    )
