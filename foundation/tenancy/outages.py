"""Distinguish an outage of the database from a fault of ours."""

from collections.abc import Iterator

import psycopg2
from django.db import Error, InterfaceError, OperationalError
from django.db.transaction import TransactionManagementError

# SQLSTATE: lost or refused connections (class 08), too few resources (53: connections, memory, disk),
# an administrator or a restart (57P01 to 57P05).
CLASSES = ("08", "53", "57P")
STATES = frozenset(
    {
        "55P03",  # a lock was not available in time
        "57014",  # a statement took too long, or was canceled
        "40001",  # two transactions conflicted
        "40P01",  # a deadlock
        "25P03",  # the transaction was idle for too long
        "25P04",  # the transaction took too long
        "25006",  # the server is read-only: a standby, or in recovery
    }
)


def is_outage(error: BaseException | None) -> bool:
    """Return whether the database was unavailable or too busy, so that trying again soon helps.

    Also true of consequences, such as a transaction that can no longer be used.
    """
    if not isinstance(error, Error | TransactionManagementError):
        return False
    return any(_is_away(each) for each in _chain(error))


def _is_away(error: BaseException) -> bool:
    state = getattr(error, "pgcode", None)
    if state is not None:
        return state in STATES or state.startswith(CLASSES)
    # The driver itself reports that there is no connection: it has no SQLSTATE for that, and if the
    # server vanished during a statement it raises nothing more specific than its base class.
    if type(error) is psycopg2.DatabaseError:
        return True
    return isinstance(error, OperationalError | InterfaceError) and not any(
        getattr(each, "pgcode", None) for each in _chain(error)
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
