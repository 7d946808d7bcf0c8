"""The writes of this room: tokens made and revoked, answers claimed, kept and forgotten."""

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
# How exactly a token's last use is known: a call writes once an hour at most.
USE_NOTED_EVERY = timedelta(hours=1)


@atomic
def make_token(
    *, name: str, scope: Scope, days: int, with_factor: bool, by: User
) -> tuple[AccessToken, str]:
    """Make a token; its text is returned here and nowhere again.

    Arguments:
        name: what it is for.
        scope: reading only, or changing too.
        days: how long it works, 90 at most.
        with_factor: whether the session it is made in used a second factor.
        by: whose token it is.

    Raises:
        TooManyTokens: when the person has ten that work.
    """
    now = clock.now()
    # Two forms at once count one after the other.
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
    """End a token at once."""
    detail = {"token": str(token.public_id), "scope": token.scope}
    record(Kind.TOKEN_REVOKED, user_id=by.pk, detail=detail)
    token.delete()


def find_token(text: str) -> AccessToken | None:
    """The token behind a text that was sent, whatever became of it since."""
    return AccessToken.objects.with_digest(hash_token(text))


def note_use(token: AccessToken) -> bool:
    """Remember that a token was used, to the hour; its owner sees which one nothing uses any more.

    Returns:
        Whether it was written, which may have waited for somebody.
    """
    now = clock.now()
    if token.used_at is not None and now - token.used_at < USE_NOTED_EVERY:
        return False
    AccessToken.objects.filter(pk=token.pk).update(used_at=now)
    return True


def claim(*, user_id: int, key: str, digest: str) -> tuple[KeptAnswer, bool]:
    """Take an idempotency key for this call, waiting for another that still runs with it.

    Returns:
        The row, and whether it is this call's to fill.
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
    """Store the answer in the call's own transaction: it stands if what it tells of stands."""
    kept.answer = answer
    kept.save(update_fields=["answer"])


def tidy() -> None:
    """Forget old answers, and tokens that ended long ago."""
    now = clock.now()
    KeptAnswer.objects.made_before(now - KEPT).delete()
    AccessToken.objects.ended_before(now - KEPT).delete()
