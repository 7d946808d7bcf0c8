"""What must be written even when the request is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from foundation.tenancy.context import atomic_savepoint

_pending: ContextVar[list[Callable[[], object]] | None] = ContextVar("pending", default=None)


@contextmanager
def collected() -> Iterator[None]:
    """Collect what the request remembers."""
    token = _pending.set([])
    try:
        yield
    finally:
        _pending.reset(token)


def remember(write: Callable[[], object]) -> None:
    """Run ``write`` after the request's own transaction has ended; at once outside a request.

    Either way it finds a transaction open: the one of ``write()``, the caller's, or one of its own.
    """
    pending = _pending.get()
    if pending is None:
        with atomic_savepoint:
            write()
    else:
        pending.append(write)


def write() -> None:
    """Write everything remembered in one transaction of its own."""
    pending = _pending.get()
    if pending:
        with atomic_savepoint:
            for action in pending:
                action()
        pending.clear()
