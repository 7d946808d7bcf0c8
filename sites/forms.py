"""Forms of the sites room."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from sites import policies
from sites.models import Site


class InviteForm(forms.Form):
    """Whom to invite to which seat."""

    name = forms.CharField(max_length=120, label="Full name")
    email = forms.EmailField(max_length=254, label="E-mail address")
    seat = forms.ChoiceField(label="Seat")

    def __init__(self, *args: object, actor: Actor, site: Site, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        seats = self.fields["seat"]
        assert isinstance(seats, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        seats.choices = [
            (f"{role.slug}:{seat.slug}", _words(role.title, seat.title))
            for role in policies.invitable_roles(actor, site)
            for seat in role.seats
        ]

    def clean_seat(self) -> tuple[str, str]:
        """The role and its seat."""
        role, _, seat = str(self.cleaned_data["seat"]).partition(":")
        return role, seat


class AcceptForm(forms.Form):
    """Who accepts, and the password of the new account."""

    name = forms.CharField(max_length=120, label="Full name")
    password = forms.CharField(
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A sentence is easier to remember than a word.",
    )
    again = forms.CharField(
        max_length=128,
        strip=False,
        label="Password, once more",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, email: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # -- passed through to Django
        self._email = email

    def clean(self) -> dict[str, object]:
        """Both passwords agree, and nobody guesses them."""
        values = super().clean() or {}
        password = values.get("password")
        if not password:
            return values
        if password != values.get("again"):
            raise ValidationError({"again": "The two passwords differ."})
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
        help_text="Program managers are told at once. The reason stays in the security record.",
    )


class EndForm(forms.Form):
    """The last day of a membership."""

    on = forms.DateField(
        label="Last day",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Today, when left empty.",
    )


def _words(role: str, seat: str) -> str:
    return role if role == seat else f"{role}: {seat}"
