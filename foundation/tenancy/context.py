"""Who is acting: one context variable, told to PostgreSQL at the start of every transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections, transaction

from foundation.tenancy.patience import take_time

_principal: ContextVar[str | None] = ContextVar("principal", default=None)


def principal() -> str | None:
    """Who acts now: ``user:<id>``, ``system:<job>``, ``public``, or ``None`` for nobody."""
    return _principal.get()


@contextmanager
def acting(who: str) -> Iterator[None]:
    """Act as ``who`` inside the block; open transactions are told at once, and again on leaving."""
    token = _principal.set(who)
    _tell_open_transactions()
    try:
        yield
    finally:
        _principal.reset(token)
        _tell_open_transactions()


@contextmanager
def acting_atomic(who: str) -> Iterator[None]:
    """Act as ``who`` in one transaction with a job's time: what a command or a worker wants."""
    with acting(who), transaction.atomic():
        take_time()
        yield


def _tell_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        tell = getattr(connection, "tell_actor_if_open", None)
        if tell is not None:
            tell()


# An action joins its caller's transaction: the request's, the worker's or the command's. No savepoint,
# because what an action refuses is refused whole.
atomic = transaction.atomic(savepoint=False)
