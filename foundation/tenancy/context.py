"""The current actor: one context variable, sent to PostgreSQL at the start of every transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections, transaction

from foundation.tenancy.patience import take_time

_principal: ContextVar[str | None] = ContextVar("principal", default=None)
_lent: ContextVar[str | None] = ContextVar("lent", default=None)


def principal() -> str | None:
    """Return the current actor: ``user:<id>``, ``system:<job>``, ``public``, or ``None``."""
    return _principal.get()


def lent_powers() -> str | None:
    """Return the job whose privileges the actor has at the moment, or ``None``."""
    return _lent.get()


@contextmanager
def acting(who: str) -> Iterator[None]:
    """Act as ``who`` inside the block; open transactions are updated on entering and leaving.

    In production, a transaction that has written as one actor is refused when it writes as another.
    """
    actor, lent = _principal.set(who), _lent.set(None)
    _tell_open_transactions()
    try:
        yield
    finally:
        _principal.reset(actor)
        _lent.reset(lent)
        _tell_open_transactions()


@contextmanager
def powers_of(job: str) -> Iterator[None]:
    """Give the actor the privileges of a job inside the block; the history still names the actor.

    For what a person triggers and the portal carries out in one transaction: for example, a
    provider's answer and the request's next step that follows from it.
    """
    token = _lent.set(job)
    _tell_open_transactions()
    try:
        yield
    finally:
        _lent.reset(token)
        _tell_open_transactions()


@contextmanager
def acting_atomic(who: str) -> Iterator[None]:
    """Act as ``who`` in one transaction with a job's time limits: for commands and workers."""
    with acting(who), transaction.atomic():
        take_time()
        yield


def _tell_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        tell = getattr(connection, "tell_actor_if_open", None)
        if tell is not None:
            tell()


# The two ways to open a transaction, as a decorator or in a `with`; django's own is called where a test's table says why.
# An action joins its caller's transaction: the request's, the worker's or the command's. No savepoint,
# because a refused action is rolled back whole.
atomic = transaction.atomic(savepoint=False)
# For an action whose refusal the caller shows and then continues, as a view does that shows it on its form, and
# for a block whose failure the caller catches: a savepoint undoes what was written, and the caller's
# transaction stays usable.
atomic_savepoint = transaction.atomic()
