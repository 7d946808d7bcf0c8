"""allauth's forms for a code of an authenticator or a recovery code, with every wrong one counted."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

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
