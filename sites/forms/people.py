"""Forms about people in seats: invite, accept, approve, end, break glass."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import SITE_ROLES, Role
from foundation.calendars.days import last_day
from foundation.ui.forms import DateField, RadioTiles, TimeField
from foundation.workflow.folds import fold
from sites import policies
from sites.models import Membership, Site
from sites.models.handovers import MAX_NOTE

# Who can read why a seat was declined.
READERS_OF_SEATS = "DOJ staff and the site's team"


class InviteForm(forms.Form):
    """The person to invite, and the seat."""

    name = forms.CharField(max_length=120, label="Full name")
    email = forms.EmailField(max_length=254, label="Email address")
    seat = forms.ChoiceField(label="Seat")

    def __init__(self, *args: object, actor: Actor, site: Site, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        seats = self.fields["seat"]
        assert isinstance(seats, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        seats.choices = [
            (f"{role.slug}:{seat.slug}", policies.seat_words(role.title, seat.title))
            for role in policies.invitable_roles(actor, site)
            for seat in role.seats
        ]

    def clean_seat(self) -> tuple[str, str]:
        """Return the role and its seat."""
        role, _, seat = str(self.cleaned_data["seat"]).partition(":")
        return role, seat


class AcceptForm(forms.Form):
    """The accepting person's name, and a password for the new account."""

    name = forms.CharField(max_length=120, label="Full name")
    password = forms.CharField(
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Use at least 12 characters. A sentence is easier to remember than a word.",
    )
    password_again = forms.CharField(
        max_length=128,
        strip=False,
        label="Confirm password",
        error_messages={"required": "Enter the password again."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, email: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        self._email = email

    def clean(self) -> dict[str, object]:
        """Check that both passwords agree and are hard to guess."""
        values = super().clean() or {}
        password = values.get("password")
        if not password or "password_again" not in values:
            return values
        if password != values["password_again"]:
            raise ValidationError({"password_again": "The passwords don't match."})
        try:
            validate_password(password, User(email=self._email, name=values.get("name", "")))
        except ValidationError as error:
            raise ValidationError({"password": error.messages}) from error
        return values


class BreakGlassForm(forms.Form):
    """Why an administrator needs to see a site's content."""

    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Program Managers are notified right away. The reason is saved in the security record.",
    )


class ChooseSiteForm(forms.Form):
    """The site whose content an administrator needs to see."""

    site = forms.ModelChoiceField(
        Site.objects.order_by("name"), to_field_name="slug", empty_label="Choose a site"
    )


class DecisionForm(forms.Form):
    """Approve or decline; declining needs a reason."""

    decision = forms.ChoiceField(
        label="Your decision",
        error_messages={"required": "Choose approve or decline."},
        choices=[("approve", "Approve"), ("decline", "Decline")],
        widget=RadioTiles,
    )
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        """Create the form; ``readers`` names who can read the reason, such as "DOJ staff"."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"Required if you decline. {readers} can read it."

    def clean(self) -> dict[str, object]:
        """Require a reason for declining."""
        values = super().clean() or {}
        if values.get("decision") == "decline" and not values.get("reason"):
            self.add_error("reason", "Enter a reason for declining.")
        return values


class EndForm(forms.Form):
    """When a membership ends: now, at a day's end, at a time, or never (cancels a planned end)."""

    when = forms.ChoiceField(label="When does it end?", required=False, widget=RadioTiles)
    on = DateField(
        label="Last day", required=False, help_text="Needed only if the end date isn't today."
    )
    time = TimeField(
        label="Time",
        required=False,
        help_text="In the site's time zone. Leave this blank to end when the last day is over.",
    )

    def __init__(self, *args: object, membership: Membership, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        self._zone = membership.site.time_zone
        choices = [("now", "Now"), ("later", "On a day")]
        if membership.ends_at is not None:
            choices.append(("open", "No planned end"))
            self.initial = _planned(membership.ends_at, self._zone)
        when = self.fields["when"]
        when.required = not self.is_bound
        assert isinstance(when, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        when.choices = choices

    def clean(self) -> dict[str, object]:
        """Require a day for a later end; a day without a choice means that day."""
        values = super().clean() or {}
        given = values.get("on") or "on" in self.errors
        if given and not values.get("when"):
            values["when"] = "later"
        if not values.get("when") and "when" not in self.errors:
            self.add_error("when", "Choose when the membership ends.")
        if values.get("when") == "later" and not given:
            self.add_error("on", "Enter the last day, such as 11/30/2026.")
        return values

    def full_clean(self) -> None:
        """Validate the form, then mark the choice as required, for its label: a day alone is a choice, too."""
        super().full_clean()
        self.fields["when"].required = True

    @property
    def last_day(self) -> date | None:
        """The last day of the membership; None for now, or if a time was given."""
        given: date | None = self.cleaned_data.get("on")
        is_day = self.cleaned_data["when"] == "later" and self.cleaned_data.get("time") is None
        return given if is_day else None

    @property
    def instant(self) -> datetime | None:
        """The exact end in the site's time zone, if a time was given."""
        on, time = self.cleaned_data.get("on"), self.cleaned_data.get("time")
        if self.cleaned_data["when"] != "later" or on is None or time is None:
            return None
        return datetime.combine(on, time, ZoneInfo(self._zone))


def _planned(end: datetime, zone: str) -> dict[str, object]:
    """Return initial values for a planned end: midnight is the end of the day before."""
    local = end.astimezone(ZoneInfo(zone))
    at_midnight = local.time() == datetime.min.time()
    return {
        "when": "later",
        "on": last_day(end, zone),
        "time": None if at_midnight else local.time(),
    }


class _RosterRowForm(forms.Form):
    """One person of a team roster; names of sites, roles and seats match in any case."""

    site = forms.CharField(error_messages={"required": "Enter the site."})
    name = forms.CharField(max_length=120, error_messages={"required": "Enter the person's name."})
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Enter the email address.",
        },
    )
    role = forms.CharField(error_messages={"required": "Enter the role."})
    seat = forms.CharField(required=False)

    def __init__(self, *args: Any, sites: Mapping[str, Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sites = sites

    def clean_site(self) -> Site:
        """Return the site that the row names."""
        return named(self._sites, self.cleaned_data["site"])

    def clean_role(self) -> Role:
        """Return the role that the row names."""
        said: str = self.cleaned_data["role"]
        known = {name: role for role in SITE_ROLES for name in (fold(role.title), fold(role.slug))}
        found = known.get(fold(said))
        if found is None:
            raise ValidationError(f"“{said[:60]}” isn't one of the six site team roles.")
        return found

    def clean(self) -> dict[str, Any]:
        """Check that the role has the seat; fill in the seat of a role that has only one."""
        values = self.cleaned_data
        role, said = values.get("role"), values.get("seat", "")
        if role is None:
            return values
        if not said and len(role.seats) == 1:
            values["seat"] = role.seats[0].slug
            return values
        known = {
            name: seat.slug for seat in role.seats for name in (fold(seat.title), fold(seat.slug))
        }
        found = known.get(fold(said))
        if found is None:
            seats = ", ".join(seat.title for seat in role.seats)
            self.add_error("seat", f"Enter one of the seats for this role: {seats}.")
        else:
            values["seat"] = found
        return values


def roster_of(actor: Actor) -> Callable[[Mapping[str, str]], forms.Form]:
    """Return a function that makes the form of each row, with the sites looked up once."""
    sites = {fold(name): site for name, site in _sites(actor)}
    return lambda values: _RosterRowForm(values, sites=sites)


def roster_names(actor: Actor) -> dict[str, dict[str, str]]:
    """Return the names of sites and roles that a row can use."""
    return {
        "site": {name: site.name for name, site in _sites(actor)},
        "role": {name: role.title for role in SITE_ROLES for name in (role.title, role.slug)},
    }


def _sites(actor: Actor) -> Iterator[tuple[str, Site]]:
    for site in Site.objects.by_name():
        if actor.may(P.DATA_IMPORT, at=site.pk):
            yield from ((site.name, site), (site.slug, site))


def named(sites: Mapping[str, Site], said: str) -> Site:
    """Return the site with that name from ``sites``, which is keyed by folded name.

    Raises:
        ValidationError: when there is no such site among them.
    """
    found = sites.get(fold(said))
    if found is None:
        raise ValidationError(f"You don't have a site named “{said[:60]}”.")
    return found


class HandoverNoteForm(forms.Form):
    """What the next holder of a seat should know."""

    text = forms.CharField(
        label="Note for your successor",
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Don't include federal-only information: the brief can be printed. Leave it blank to remove the note.",
    )
