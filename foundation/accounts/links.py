"""Mail about an account: queued in a transaction, sent by the outbox."""

from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from foundation.accounts.models import User
from foundation.audit.events import events_of
from foundation.calendars import clock
from foundation.outbox.emit import emit

NOTICES = {
    "password_changed": "The password for your account was changed.",
    "password_reset": "The password for your account was reset.",
    "password_set": "A password was set for your account.",
    "totp_activated": "An authenticator app was added to your account.",
    "totp_deactivated": "The authenticator app was removed from your account.",
    "token_made": "An API token was created for your account.",
    "feed_made": "An address for your calendar was created.",
    "recovery_codes_generated": "New recovery codes were created for your account.",
    "webauthn_added": "A passkey was added to your account.",
    "webauthn_removed": "A passkey was removed from your account.",
    "address_changed": "An administrator changed the email address for your account to this one. Sign in with it from now on.",
    "factors_taken_away": "An administrator removed the authenticator app and passkeys from your account.",
}


def send_password_link(user: User) -> None:
    """Queue a mail with a link for setting a password; at most one a minute for each person."""
    minute = int(clock.now().timestamp()) // 60
    emit(
        "accounts.send_password_link",
        key=f"accounts.password-link:{user.pk}:{minute}",
        payload={"user": user.pk},
    )


def send_security_notice(user: User, what: str) -> None:
    """Queue a mail that tells a person that something about their account changed."""
    if what not in NOTICES:
        return
    second = int(clock.now().timestamp())
    emit(
        "accounts.send_security_notice",
        key=f"accounts.notice:{user.pk}:{what}:{second}",
        payload={"user": user.pk, "what": what},
    )


def send_address_notices(user: User, before: str) -> None:
    """Queue mails to a person's new and previous address that say which one the account uses now.

    Arguments:
        user: the person, saved with the new address.
        before: the address until now. A payload holds no address: the history knows it.
    """
    send_security_notice(user, "address_changed")
    versions = events_of(User).filter(pgh_obj_id=user.pk, email=before).order_by("-pgh_id")
    for version in versions.values_list("pgh_id", flat=True)[:1]:
        emit(
            "accounts.send_to_previous_address",
            key=f"accounts.previous-address:{version}:{user.email}",
            payload={"version": version},
        )


def password_url(user: User) -> str:
    """Return the address where the person sets a password; valid once and for an hour."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    key = quote(f"{user_pk_to_url_str(user)}-{token}")
    return str(settings.PUBLIC_BASE_URL) + path.replace("UID-KEY", key)
