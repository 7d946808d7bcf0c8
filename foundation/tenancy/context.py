"""The actor of the moment: one context variable, told to PostgreSQL at the start of every transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections, transaction

from foundation.tenancy.patience import take_time

_principal: ContextVar[str | None] = ContextVar("principal", default=None)
_lent: ContextVar[str | None] = ContextVar("lent", default=None)


def principal() -> str | None:
    """Name the current actor: ``user:<id>``, ``system:<job>``, ``public``, or ``None`` for nobody."""
    return _principal.get()


def lent_powers() -> str | None:
    """The job whose powers the actor has for a moment, or ``None``."""
    return _lent.get()


@contextmanager
def acting(who: str) -> Iterator[None]:
    """Act as ``who`` inside the block; open transactions are told at once, and again on leaving.

    In production a transaction that has written as somebody is refused when it writes as somebody else.
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
    """Give the actor the powers of a job inside the block; the history still names the actor.

    For what a person sets off and the portal carries out, in one transaction: a provider's answer, say,
    and the step of the request that follows from it.
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
    """Act as ``who`` in one transaction with a job's time: what a command or a worker wants."""
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
# because what an action refuses is refused whole.
atomic = transaction.atomic(savepoint=False)
# For an action whose refusal the caller shows and goes on from, as a view does that puts it on its form, and
# for a block whose failure the caller catches: a savepoint takes back what was written, and the caller's
# transaction stays usable.
atomic_savepoint = transaction.atomic()
