"""A spreadsheet row as a request: its cells become values, or messages that say what is wrong."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.db.models import TextChoices

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from sites.models import CoreArea, Site
from tta_requests.enums import Kind, Status, Urgency
from tta_requests.forms.offers import MAX_TEXT
from tta_requests.querysets import choices

T = TypeVar("T")
C = TypeVar("C", bound=TextChoices)
OPEN, CLOSED = "open", "closed"
# What a spreadsheet calls a request's status, our own lists' words included.
ENDED = (Status.CLOSED, Status.DECLINED, Status.WITHDRAWN)
STATES = {
    "": OPEN,
    "open": OPEN,
    "new": OPEN,
    "in progress": OPEN,
    "done": CLOSED,
    "completed": CLOSED,
    **{
        label.casefold(): CLOSED if value in ENDED else OPEN
        for value, label in Status.choices
        if value != Status.DRAFT
    },
}
# The program began in 2014 (PRODUCT section 1), so no request is older.
FIRST_DAY = date(2014, 1, 1)


class _BroughtRequestForm(forms.Form):
    """One row of a spreadsheet; names match in any case."""

    site = forms.CharField(error_messages={"required": "Enter the site."})
    title = forms.CharField(
        max_length=140,
        error_messages={
            "required": "Enter a title for the request.",
            "max_length": "Use 140 characters or fewer for the title.",
        },
    )
    problem = forms.CharField(
        max_length=MAX_TEXT, error_messages={"required": "Describe the problem."}
    )
    desired_change = forms.CharField(
        max_length=MAX_TEXT, error_messages={"required": "Describe what should change."}
    )
    core_area = forms.CharField(error_messages={"required": "Enter the core area."})
    kind = forms.CharField(required=False)
    urgency = forms.CharField(required=False)
    urgency_reason = forms.CharField(required=False, max_length=MAX_TEXT)
    asked_on = forms.CharField(error_messages={"required": "Enter the date it was requested."})
    state = forms.CharField(required=False)
    reference = forms.CharField(
        required=False,
        max_length=60,
        error_messages={"max_length": "Use 60 characters or fewer for the old number."},
    )

    def __init__(
        self, *args: Any, sites: Mapping[str, Site], areas: Mapping[str, CoreArea], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sites, self._areas = sites, areas

    def clean_site(self) -> Site:
        """Return the site."""
        said: str = self.cleaned_data["site"]
        return _one_of(self._sites, said, f"You don't have a site named “{said[:60]}”.")

    def clean_core_area(self) -> CoreArea:
        """Return the core area."""
        said: str = self.cleaned_data["core_area"]
        return _one_of(self._areas, said, f"“{said[:60]}” isn't one of the core areas.")

    def clean_kind(self) -> Kind:
        """Return the kind; technical assistance if none is given."""
        return _choice(Kind, self.cleaned_data["kind"], Kind.TECHNICAL_ASSISTANCE)

    def clean_urgency(self) -> Urgency:
        """Return the urgency; the program's normal service if none is given."""
        return _choice(Urgency, self.cleaned_data["urgency"], Urgency.EXPEDITED)

    def clean_asked_on(self) -> date:
        """Check that the date is in 2014 or later, and not in the future by Eastern time."""
        day = _day(self.cleaned_data["asked_on"])
        if day > clock.today("America/New_York"):
            raise forms.ValidationError("Enter a date that isn't in the future.")
        if day < FIRST_DAY:
            raise forms.ValidationError("Enter a date in 2014 or later. The program began in 2014.")
        return day

    def clean_state(self) -> str:
        """Return whether it is open or closed."""
        said: str = self.cleaned_data["state"]
        state = STATES.get(said.casefold().strip())
        if state is None:
            raise forms.ValidationError(
                f"“{said[:40]}” isn't a valid status. Enter open or closed."
            )
        return state

    def clean(self) -> dict[str, Any]:
        """Require a reason for a critical request."""
        values = self.cleaned_data
        if values.get("urgency") == Urgency.CRITICAL and not values.get("urgency_reason"):
            self.add_error("urgency_reason", "Enter why it's critical.")
        return values


def brought_by(actor: Actor) -> Callable[[Mapping[str, str]], forms.Form]:
    """Return a function that makes the form of a row; sites and areas are looked up only once."""
    sites = {name.casefold(): site for name, site in _sites(actor)}
    areas = {name.casefold(): area for name, area in _areas()}
    return lambda values: _BroughtRequestForm(values, sites=sites, areas=areas)


def names_for(actor: Actor) -> dict[str, dict[str, str]]:
    """Return the names that a row can say, by field, each with what it is called."""
    return {
        "site": {name: site.name for name, site in _sites(actor)},
        "core_area": {name: area.name for name, area in _areas()},
        "state": {name: name.capitalize() for name in STATES if name},
        "kind": {name: label for value, label in Kind.choices for name in (value, label)},
        "urgency": {name: label for value, label in Urgency.choices for name in (value, label)},
    }


def _sites(actor: Actor) -> Iterator[tuple[str, Site]]:
    for site in choices.current().sites_among(actor.sites_for(P.DATA_IMPORT)):
        yield from ((site.name, site), (site.slug, site))


def _areas() -> Iterator[tuple[str, CoreArea]]:
    for area in choices.current().areas:
        yield from ((area.name, area), (area.slug, area))


def _one_of(known: Mapping[str, T], said: str, sentence: str) -> T:
    found = known.get(" ".join(said.casefold().split()))
    if found is None:
        raise forms.ValidationError(sentence)
    return found


def _choice(words: type[C], said: str, otherwise: C) -> C:
    wanted = " ".join(said.casefold().replace("-", " ").split())
    if not wanted:
        return otherwise
    names = {
        name.casefold().replace("-", " "): value
        for value, label in words.choices
        for name in (value, label)
    }
    if wanted not in names:
        allowed = ", ".join(label.lower() for label in words.labels)
        raise forms.ValidationError(f"“{said[:40]}” isn't valid. Enter one of: {allowed}.")
    return words(names[wanted])


def _day(said: str) -> date:
    """Return the day; the reader has brought every spelling it knows to the one of ISO."""
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise forms.ValidationError(
            f"“{said[:30]}” isn't a date. Enter a date, such as 11/20/2026."
        ) from None
