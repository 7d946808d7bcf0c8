"""Forms of a site's coalition: an agency, and its last day."""

from typing import Any

from django import forms

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui.forms import DateField, LineField, field_of
from sites import policies
from sites.models import Contact, Site, SiteAgency


class AgencyForm(forms.Form):
    """An agency of the coalition: kind, name, the person to call there, and its first day."""

    kind = forms.ChoiceField(
        label="Kind",
        error_messages={
            "invalid_choice": "Choose a kind that you can add. DOJ staff add U.S. Attorney's Offices and federal agencies."
        },
    )
    name = LineField(
        max_length=120,
        label="Name",
        error_messages={"required": "Enter the agency's name."},
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        required=False,
        empty_label="No contact yet",
        help_text="One of the site's contacts. Add the person on the Team page first.",
        error_messages={"invalid_choice": "Choose one of the site's contacts."},
    )
    joined_on = DateField(
        label="In the coalition since",
        required=False,
        help_text="Leave this blank if you don't know the day.",
    )

    def __init__(self, *args: Any, actor: Actor, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = clock.today(site.time_zone)
        field_of(self, "kind", forms.ChoiceField).choices = policies.keepable_kinds(actor, site)
        contacts = Contact.objects.visible_to(actor).at(site)
        field_of(self, "contact", forms.ModelChoiceField).queryset = contacts

    @staticmethod
    def initial_of(agency: SiteAgency) -> dict[str, Any]:
        """Return the initial values of the form for an agency."""
        return {
            "kind": agency.kind,
            "name": agency.name,
            "contact": agency.contact_id,
            "joined_on": agency.joined_on,
        }

    def clean(self) -> dict[str, Any]:
        """Check that the first day isn't to come."""
        values = super().clean() or {}
        first = values.get("joined_on")
        if first and first > self._today:
            self.add_error("joined_on", "Enter today or an earlier day.")
        return values


class RetireForm(forms.Form):
    """The last day of an agency in the coalition."""

    on = DateField(
        label="Last day in the coalition",
    )
