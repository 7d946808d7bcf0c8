"""Ask the database what the actor reaches, so that a wait can be followed by a second look.

PostgreSQL computes ``app_sites()`` and its like once a statement, before that statement waits for
somebody's lock. What it then answers is right for the actor of before the wait.
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
    """What the actor reached when the watch began.

    Attributes:
        given_up: whether the actor ends powers of their own in this transaction: then nothing can be
            told from a loss, and what the action itself locks is checked by the action alone.
    """

    reach: Reach = field(default_factory=dict)
    given_up: bool = False

    def lost(self) -> bool:
        """Return whether the actor has lost anything since; asked in a statement, and so a snapshot, of its own."""
        # What failed has read nothing since, and answers with an error page.
        if self.given_up or not _is_person() or connection.has_failed():  # type: ignore[attr-defined]  # -- our backend's
            return False
        return shrunk(self.reach, reach())


_watch: ContextVar[Watch | None] = ContextVar("powers_watch", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """Note what the actor reaches now, as the measure for every wait inside the block."""
    watch = begin()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def begin() -> Watch:
    """Start to watch: from the beginning of the request where there is one, else from now."""
    return _watch.get() or Watch(reach() if _is_person() else {})


def give_up() -> None:
    """Say that the action which follows ends powers of its own actor, such as their break-glass record."""
    watch = _watch.get()
    if watch is not None:
        watch.given_up = True


def reach() -> Reach:
    """Ask for everything the policies ask of the actor: names of ``settings`` and what each gave."""
    named = {**settings.TENANCY_POWERS, **settings.TENANCY_BARS}
    listed = ", ".join(f"({sql})::text[]" for sql in named.values())
    found = connection.ask_as_the_wall(f"SELECT {listed}")  # type: ignore[attr-defined]  # -- our backend's
    return {name: frozenset(each or ()) for name, each in zip(named, found, strict=True)}


def shrunk(before: Reach, after: Reach) -> bool:
    """Return whether a power is gone, or a bar has come."""
    gone = any(before[name] - after[name] for name in settings.TENANCY_POWERS)
    return gone or any(after[name] - before[name] for name in settings.TENANCY_BARS)


def _is_person() -> bool:
    return lent_powers() is None and (principal() or "").startswith("user:")
