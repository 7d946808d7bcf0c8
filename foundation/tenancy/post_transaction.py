"""Writes that must happen even when the request is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from foundation.tenancy.context import atomic_savepoint

_pending: ContextVar[list[Callable[[], object]] | None] = ContextVar("pending", default=None)


@contextmanager
def collected() -> Iterator[None]:
    """Collect the writes that are remembered during a request."""
    token = _pending.set([])
    try:
        yield
    finally:
        _pending.reset(token)


def remember(write: Callable[[], object]) -> None:
    """Run ``write`` after the request's own transaction has ended; immediately outside a request.

    Either way a transaction is open: the one of ``write()``, the caller's, or a new one.
    """
    pending = _pending.get()
    if pending is None:
        with atomic_savepoint:
            write()
    else:
        pending.append(write)


def write() -> None:
    """Run all remembered writes in one separate transaction."""
    pending = _pending.get()
    if pending:
        with atomic_savepoint:
            for action in pending:
                action()
        pending.clear()
