"""Read from the database what the actor can access, to check it again after waiting for a lock.

PostgreSQL computes ``app_sites()`` and similar functions once a statement, before that statement
waits for a lock. Its result is then right for the actor as of before the wait.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from foundation.tenancy.context import lent_powers, principal

Reach = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Watch:
    """What the actor could access when the watch began.

    Attributes:
        given_up: whether the actor ends permissions of their own in this transaction: then a loss
            proves nothing, and only the action itself checks what it locks.
    """

    reach: Reach = field(default_factory=dict)
    given_up: bool = False

    def lost(self) -> bool:
        """Return whether the actor has lost access since; a new statement reads new data."""
        # A failed transaction has read nothing since, and ends in an error page.
        if self.given_up or not _is_person() or connection.has_failed():  # type: ignore[attr-defined]  # -- our backend's
            return False
        return shrunk(self.reach, reach())


_watch: ContextVar[Watch | None] = ContextVar("powers_watch", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """Note what the actor can access now, to compare it after every wait inside the block."""
    watch = begin()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def begin() -> Watch:
    """Start to watch: from the beginning of the request if there is one, else from now."""
    return _watch.get() or Watch(reach() if _is_person() else {})


def give_up() -> None:
    """Declare that this action ends permissions of its own actor, such as a break-glass record."""
    watch = _watch.get()
    if watch is not None:
        watch.given_up = True


def reach() -> Reach:
    """Return everything the policies depend on for the actor, by the names in ``settings``."""
    named = {**settings.TENANCY_POWERS, **settings.TENANCY_BARS}
    listed = ", ".join(f"({sql})::text[]" for sql in named.values())
    found = connection.ask_as_the_wall(f"SELECT {listed}")  # type: ignore[attr-defined]  # -- our backend's
    return {name: frozenset(each or ()) for name, each in zip(named, found, strict=True)}


def shrunk(before: Reach, after: Reach) -> bool:
    """Return whether a permission was lost or a restriction added."""
    gone = any(before[name] - after[name] for name in settings.TENANCY_POWERS)
    return gone or any(after[name] - before[name] for name in settings.TENANCY_BARS)


def _is_person() -> bool:
    return lent_powers() is None and (principal() or "").startswith("user:")
