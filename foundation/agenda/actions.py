"""Writes of the calendar: the address of a person's feed, made, renewed and revoked."""

import hashlib
import secrets

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.agenda.models import Feed
from foundation.audit.enums import Kind
from foundation.audit.record import record
from foundation.calendars import clock
from foundation.tenancy.context import acting, atomic, atomic_savepoint

PRINCIPAL = "system:feeds"
BYTES = 32


@atomic
def make_feed(*, by: User) -> str:
    """Give a person's feed a new address; an earlier one stops working. Its secret is returned here and never again."""
    text = secrets.token_urlsafe(BYTES)
    Feed.objects.update_or_create(
        user=by, defaults={"digest": digest_of(text), "made_at": clock.now()}
    )
    record(Kind.FEED_MADE, user_id=by.pk)
    links.send_security_notice(by, "feed_made")
    return text


@atomic
def revoke_feed(*, by: User) -> bool:
    """Revoke the address of a person's feed with immediate effect; return whether there was one."""
    deleted, _ = Feed.objects.of(by.pk).delete()
    if deleted:
        record(Kind.FEED_REVOKED, user_id=by.pk)
    return bool(deleted)


@acting(PRINCIPAL)
@atomic_savepoint
def open_feed(text: str) -> Feed | None:
    """Return the feed with that secret, for anyone who has it; None if revoked, or its owner's account is closed."""
    found = Feed.objects.with_digest(digest_of(text))
    return found if found is not None and found.user.is_active else None


def digest_of(text: str) -> str:
    """Return the hash under which a secret is stored."""
    return hashlib.sha256(text.encode()).hexdigest()
