"""Forms of a site's contacts: one for the page, one for each row of a spreadsheet."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui.forms import DateField
from foundation.workflow.folds import fold
from sites import policies
from sites.forms.people import named
from sites.models import Contact, Site


class ContactForm(forms.Form):
    """A contact's details."""

    FIELDS: ClassVar = ("name", "organization", "title", "email", "phone", "notes")

    name = forms.CharField(
        max_length=120, label="Full name", error_messages={"required": "Enter the person's name."}
    )
    organization = forms.CharField(max_length=120, label="Agency or organization", required=False)
    title = forms.CharField(max_length=80, label="Role or title", required=False)
    email = forms.EmailField(
        max_length=254,
        label="Email address",
        required=False,
    )
    phone = forms.CharField(max_length=40, label="Phone", required=False)
    notes = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def initial_of(cls, contact: Contact) -> dict[str, Any]:
        """Return the initial values of the form for a contact."""
        return {name: getattr(contact, name) for name in cls.FIELDS}

    def values(self) -> dict[str, Any]:
        """Return the cleaned details."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class _ContactRowForm(ContactForm):
    """One contact of a file; the site's name is matched regardless of case."""

    site = forms.CharField(error_messages={"required": "Enter the site."})
    since = DateField(required=False)
    verified_on = DateField(required=False)

    def __init__(self, *args: Any, sites: Mapping[str, Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sites = sites

    def clean_site(self) -> Site:
        """Return the site that the row names."""
        return named(self._sites, self.cleaned_data["site"])

    def clean_since(self) -> date | None:
        """Return the day, which must not be in the future at the site."""
        return self._past("since")

    def clean_verified_on(self) -> date | None:
        """Return the day, which must not be in the future at the site."""
        return self._past("verified_on")

    def _past(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        site: Site | None = self.cleaned_data.get("site")
        if day and site and day > clock.today(site.time_zone):
            raise ValidationError("Enter a date that isn't in the future.")
        return day


def contact_of(actor: Actor) -> Callable[[Mapping[str, str]], _ContactRowForm]:
    """Return a function that makes the form of each row, with the sites looked up once."""
    sites = {fold(name): site for name, site in _sites(actor)}
    return lambda values: _ContactRowForm(values, sites=sites)


def contact_names(actor: Actor) -> dict[str, dict[str, str]]:
    """Return the names of sites that a row can use."""
    return {"site": {name: site.name for name, site in _sites(actor)}}


def _sites(actor: Actor) -> Iterator[tuple[str, Site]]:
    for site in Site.objects.by_name():
        if policies.can_keep_contacts(actor, site):
            yield from ((site.name, site), (site.slug, site))
