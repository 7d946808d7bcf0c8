"""Writes of the API: tokens created and revoked; responses stored, claimed and deleted."""

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from knox.crypto import hash_token
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.api.enums import Scope
from foundation.api.errors import TooManyTokens
from foundation.api.models import AccessToken, KeptAnswer
from foundation.audit.enums import Kind
from foundation.audit.record import Detail, record
from foundation.calendars import clock
from foundation.tenancy.context import atomic
from foundation.workflow import locks

MAX_TOKENS = 10
PREFIX = "psp_"  # lets scanners of source code find a token that was committed
KEPT = timedelta(days=2)
# How precisely a token's last use is known: a call writes at most once an hour.
USE_NOTED_EVERY = timedelta(hours=1)


@atomic
def make_token(
    *, name: str, scope: Scope, days: int, with_factor: bool, by: User
) -> tuple[AccessToken, str]:
    """Create a token; its text is returned here and never again.

    Arguments:
        name: what the token is for.
        scope: read only, or read and write.
        days: how many days it is valid, at most 90.
        with_factor: whether the session that creates it used a second factor.
        by: the token's owner.

    Raises:
        TooManyTokens: when the person already has ten valid tokens.
    """
    now = clock.now()
    # Two forms sent at the same time are counted one after the other.
    locks.hold(User.objects.all(), by.pk)
    if AccessToken.objects.of(by.pk).live(now).count() >= MAX_TOKENS:
        raise TooManyTokens
    digest, text = get_digest_token(PREFIX)
    token = AccessToken.objects.create(
        digest=digest,
        token_key=text[: CONSTANTS.TOKEN_KEY_LENGTH],
        user=by,
        name=name,
        scope=scope,
        with_factor=with_factor,
        created=now,
        expiry=now + timedelta(days=days),
    )
    detail: Detail = {"token": str(token.public_id), "scope": str(scope), "days": days}
    record(Kind.TOKEN_MADE, user_id=by.pk, detail=detail)
    links.send_security_notice(by, "token_made")
    return token, text


@atomic
def revoke_token(token: AccessToken, *, by: User) -> None:
    """Revoke a token with immediate effect."""
    detail = {"token": str(token.public_id), "scope": token.scope}
    record(Kind.TOKEN_REVOKED, user_id=by.pk, detail=detail)
    token.delete()


def find_token(text: str) -> AccessToken | None:
    """Return the token with that text, also if it has expired or its owner was deactivated."""
    return AccessToken.objects.with_digest(hash_token(text))


def note_use(token: AccessToken) -> bool:
    """Record that a token was used, to the hour, so that its owner can see which are unused.

    Returns:
        Whether a row was written; the write may have waited for a lock.
    """
    now = clock.now()
    if token.used_at is not None and now - token.used_at < USE_NOTED_EVERY:
        return False
    AccessToken.objects.filter(pk=token.pk).update(used_at=now)
    return True


def claim(*, user_id: int, key: str, digest: str) -> tuple[KeptAnswer, bool]:
    """Claim an idempotency key for this call, after any running call with the same key.

    Returns:
        The row, and whether this call must fill it.
    """
    mine = KeptAnswer(
        key=hashlib.sha256(f"{user_id}\n{key}".encode()).hexdigest(),
        user_id=user_id,
        claim=uuid.uuid4(),
        digest=digest,
        created_at=clock.now(),
    )
    KeptAnswer.objects.bulk_create([mine], ignore_conflicts=True)
    kept = KeptAnswer.objects.get(pk=mine.key)
    return kept, kept.claim == mine.claim


def keep(kept: KeptAnswer, answer: dict[str, Any]) -> None:
    """Store the response in the call's own transaction, so that both are saved or neither."""
    kept.answer = answer
    kept.save(update_fields=["answer"])


def tidy() -> None:
    """Delete old stored responses, and tokens that expired long ago."""
    now = clock.now()
    KeptAnswer.objects.made_before(now - KEPT).delete()
    AccessToken.objects.ended_before(now - KEPT).delete()
