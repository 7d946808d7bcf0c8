"""Remove lost second factors, and encrypt stored secrets again after a key change."""

from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.http import HttpRequest

from foundation.accounts import encryption, limits, links
from foundation.accounts.actions.sessions import end_sessions
from foundation.accounts.models import (
    User,
)
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks

# The fields of an authenticator that our adapter encrypts for allauth.
SEALED = ("secret", "seed", "migrated_codes")


@atomic_savepoint
def reset_second_factor(user: User, *, here: HttpRequest | None = None, by: int) -> None:
    """Remove a lost second factor, passkeys too; the person sets up a new one at the next sign-in.

    Arguments:
        user: the person who lost it.
        here: the HTTP request of an administrator who resets their own factor: this session is not
            ended.
        by: the administrator's id.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    links.send_security_notice(user, "factors_taken_away")
    record(Kind.FACTOR_REMOVED, user_id=user.pk, detail={"by": by})
    end_sessions(user.pk, but=here, why="factor", by=by)
    limits.forgive_codes(user.email)


@atomic_savepoint
def renew_secrets() -> tuple[int, int]:
    """Encrypt authenticator secrets with the current key where another key encrypted them.

    Returns:
        How many authenticators were encrypted again, and how many no key can decrypt.
    """
    renewed = lost = 0
    for row in locks.hold_all(Authenticator.objects.order_by("pk")):
        try:
            fresh = {name: _sealed_again(row.data[name]) for name in SEALED if name in row.data}
        except InvalidToken:
            lost += 1
            continue
        if fresh != {name: row.data[name] for name in fresh}:
            row.data |= fresh
            row.save(update_fields=["data"])
            renewed += 1
    if renewed:
        record(Kind.SECRETS_RENEWED, user_id=None, detail={"count": renewed})
    return renewed, lost


def _sealed_again(value: Any) -> Any:
    """Return the value unchanged if the current key encrypted it, else encrypted with that key."""
    if isinstance(value, list):
        return [_sealed_again(each) for each in value]
    return value if encryption.is_current(value) else encryption.encrypt(encryption.decrypt(value))
