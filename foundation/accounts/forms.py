"""Passkey data from the browser: parsed strictly, and reduced to what is needed later.

allauth's forms trust the shape of what is posted and store it whole. Here everything is parsed
before use and must come from the portal's own address, and only the credential is stored.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from fido2.cose import CoseKey
from fido2.webauthn import AuthenticationResponse, CollectedClientData, RegistrationResponse

from foundation.accounts import factors
from foundation.audit.enums import Kind
from foundation.audit.record import record_anyway

MAX_CREDENTIAL = 16_384
MAX_NAME = 60
MAX_PASSKEYS = 10
ALGORITHM = 3  # the label of a COSE key's algorithm, RFC 9052
NOT_USABLE = (
    "We couldn't verify that passkey. Try again, or sign in with your password and a code instead."
)
NOT_ADDED = "We couldn't add that passkey. Try again."


class CredentialField(forms.CharField):
    """The response of the browser's passkey dialog, as JSON text."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        missing = "Your browser didn't send a passkey. Try again."
        super().__init__(
            label="Passkey",
            max_length=MAX_CREDENTIAL,
            error_messages={"required": missing, "max_length": missing},
        )

    def clean(self, value: Any) -> dict[str, Any]:
        """Return the response as a dictionary."""
        try:
            answer = json.loads(super().clean(value))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise ValidationError(self.error_messages["required"], code="required")
        return answer


def read_registration(given: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a new passkey that is stored.

    Raises:
        ValidationError: for invalid data, a kind the portal cannot check, or a passkey made on
            another site.
    """
    try:
        kept = {
            **{name: str(given[name]) for name in ("id", "rawId", "type")},
            "response": _texts(given, "clientDataJSON", "attestationObject"),
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
        answer = RegistrationResponse.from_dict(kept)
        made = answer.response.attestation_object.auth_data.credential_data
        usable = made is not None and made.public_key[ALGORITHM] in CoseKey.supported_algorithms()
        ours = _made_here(answer.response.client_data)
    except Exception:  # noqa: BLE001 -- fido2 raises any kind of error on malformed data
        usable = ours = False
    if not usable or not ours:
        raise ValidationError(NOT_ADDED, code="incorrect_code")
    return kept


def read_assertion(given: dict[str, Any]) -> dict[str, Any]:
    """Return a passkey's signature, ready to be checked.

    Raises:
        ValidationError: for invalid data, or data signed for another site.
    """
    try:
        kept = {
            **{name: str(given[name]) for name in ("id", "rawId", "type")},
            "response": _texts(given, *_signed_parts(given)),
            "clientExtensionResults": {},
        }
        answer = AuthenticationResponse.from_dict(kept)
        ours = bool(answer.raw_id) and _made_here(answer.response.client_data)
    except Exception:  # noqa: BLE001 -- as above
        ours = False
    if not ours:
        raise ValidationError(NOT_USABLE, code="incorrect_code")
    return kept


def _signed_parts(given: dict[str, Any]) -> list[str]:
    """Name the parts of a signature; a security key that follows a password names no user."""
    parts = ["clientDataJSON", "authenticatorData", "signature"]
    return [*parts, "userHandle"] if given["response"].get("userHandle") else parts


def _texts(given: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: str(given["response"][name]) for name in names}


def _made_here(client_data: CollectedClientData) -> bool:
    """Return whether a page of ours opened the dialog: fido2 accepts any subdomain and port."""
    return not client_data.cross_origin and _origin(client_data.origin) == _origin(
        settings.PUBLIC_BASE_URL
    )


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def name_field(*, required: bool) -> forms.CharField:
    """Return the field that asks which device a passkey is on."""
    return forms.CharField(
        label="Name",
        required=required,
        max_length=MAX_NAME,
        help_text="Helps you tell your passkeys apart, such as Work laptop.",
    )


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # -- allauth ships no types
    """The form for a new passkey; every one can sign in alone, so there is nothing to choose."""

    name = name_field(required=False)
    credential = CredentialField()
    passwordless = None

    def clean_credential(self) -> dict[str, Any]:
        """Return the parts of the passkey that are stored."""
        if len(factors.of(self.user.pk).passkeys) >= MAX_PASSKEYS:
            raise ValidationError(
                f"You have {MAX_PASSKEYS} passkeys, which is the most you can have. Remove one first."
            )
        return read_registration(self.cleaned_data["credential"])

    def clean(self) -> dict[str, Any]:
        """Check the browser's response against the challenge it was given."""
        try:
            return dict(super().clean())
        except ValidationError:
            raise ValidationError(NOT_ADDED, code="incorrect_code") from None


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # -- as above
    """The form that renames a passkey."""

    name = name_field(required=True)


class _PasskeyForm(forms.Form):
    """A form for a passkey's signature instead of a code; each refusal goes to the security log."""

    credential = CredentialField()
    user: Any

    def clean_credential(self) -> Authenticator:
        """Return the passkey that signed."""
        given = self.cleaned_data["credential"]
        try:
            self.cleaned_data["credential"] = read_assertion(given)
            used = super().clean_credential()  # type: ignore[misc]  # -- allauth's form, the other base class, has it
            if not used.user.is_active:
                raise ValidationError(NOT_USABLE, code="incorrect_code")
        except ValidationError as refused:
            record_anyway(
                Kind.FACTOR_FAILED,
                user_id=self.user.pk if self.user else None,
                request=context.request,
                detail={"type": Authenticator.Type.WEBAUTHN.value},
            )
            if refused.code != "incorrect_code":
                raise
            raise ValidationError(NOT_USABLE, code="incorrect_code") from None
        return used


class SignInWithPasskeyForm(_PasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]  # -- as above
    """The form for signing in with a passkey alone."""


class SecondStepPasskeyForm(_PasskeyForm, AuthenticateWebAuthnForm):  # type: ignore[misc]  # -- as above
    """The form for a passkey after the password."""


class ConfirmWithPasskeyForm(_PasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # -- as above
    """The form for a passkey before a sensitive change."""
