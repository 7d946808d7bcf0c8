"""Take away lost second factors, and encrypt the secrets of the others again."""

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

# The fields of an authenticator that allauth has encrypted by us.
SEALED = ("secret", "seed", "migrated_codes")


@atomic_savepoint
def reset_second_factor(user: User, *, here: HttpRequest | None = None, by: int) -> None:
    """Take away a lost second factor, passkeys too; the person makes a new one at the next log-in.

    Arguments:
        user: whose.
        here: the request of an administrator whose own factor it is: this session stays.
        by: the administrator's id.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    links.send_security_notice(user, "factors_taken_away")
    record(Kind.FACTOR_REMOVED, user_id=user.pk, detail={"by": by})
    end_sessions(user.pk, but=here, why="factor", by=by)
    limits.forgive_codes(user.email)


@atomic_savepoint
def renew_secrets() -> tuple[int, int]:
    """Encrypt stored authenticator secrets with the key in force, where another one made them.

    Returns:
        How many authenticators were renewed, and how many no key opens.
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
    """Return the value as it is when the key in force made it, else sealed with that key."""
    if isinstance(value, list):
        return [_sealed_again(each) for each in value]
    return value if encryption.is_current(value) else encryption.encrypt(encryption.decrypt(value))
