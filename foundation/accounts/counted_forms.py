"""allauth's forms that guess or flood, counted: codes, recovery codes, links to set a password."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.http import HttpRequest

from foundation.accounts import limits


class _Counted:
    user: Any

    def clean_code(self) -> str:
        """Check the code, unless too many wrong ones were tried before."""
        attempt = limits.begin(context.request, limits.CODE, self.user.email)
        code: str = super().clean_code()  # type: ignore[misc]  # -- allauth's form beside this one has it
        attempt.succeeded()
        return code


class SignInCodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]  # -- allauth ships no types
    """The code after the password."""


class ConfirmCodeForm(_Counted, ReauthenticateForm):  # type: ignore[misc]  # -- as above
    """The code before something sensitive."""


class PasswordLinkForm(ResetPasswordForm):  # type: ignore[misc]  # -- as above
    """Asking for a link by mail; beyond a few an hour none is sent, and the answer is the same.

    Counted by the address as typed, so that known and unknown ones take the same time.
    """

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Have the link mailed."""
        email: str = self.cleaned_data["email"]
        if limits.may_mail_link(email):
            super().save(request, **kwargs)
        return email
