"""allauth's forms for a new password, with the words of the form where an invitation is accepted."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django import forms

LABELS = {
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "Confirm password",
}
DIFFERENT = "The passwords don't match."


class _PlainWords(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]

    def clean(self) -> dict[str, Any]:
        """Check that both passwords agree, in place of allauth's check."""
        values = forms.Form.clean(self) or {}
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", DIFFERENT)
        return values


class ChangeForm(_PlainWords, ChangePasswordForm):  # type: ignore[misc]  # -- allauth ships no types
    """The form that changes a password, for a person who signed in."""


class FirstForm(_PlainWords, SetPasswordForm):  # type: ignore[misc]  # -- as above
    """The form for a first password, for a person who signed in without one."""


class LinkForm(_PlainWords, ResetPasswordKeyForm):  # type: ignore[misc]  # -- as above
    """The form behind a mailed link."""
