"""allauth's forms that can be used to guess or flood, with a limit: codes and password links."""

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
        code: str = super().clean_code()  # type: ignore[misc]  # -- allauth's form, the other base class, has it
        attempt.succeeded()
        return code


class SignInCodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]  # -- allauth ships no types
    """The form for the code that follows the password."""


class ConfirmCodeForm(_Counted, ReauthenticateForm):  # type: ignore[misc]  # -- as above
    """The form for the code before a sensitive change."""


class PasswordLinkForm(ResetPasswordForm):  # type: ignore[misc]  # -- as above
    """Request for a password link; past the hourly limit none is sent, with the same answer.

    Counted by the address as typed, so that known and unknown addresses take the same time.
    """

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queue the mail with the link, unless the hourly limit is used up."""
        email: str = self.cleaned_data["email"]
        if limits.may_mail_link(email):
            super().save(request, **kwargs)
        return email
