"""Claims: SQL functions of the apps that move due rows into the outbox, one statement each.

A claim locks due rows, skipping those locked by others, moves each to its next instant and writes
its message in one statement: whoever runs it, and however often, each row fires once. The function
is created in the app's migration as ``name(at timestamptz, present timestamptz, most int) RETURNS
int``; here it is only registered and called.
"""

from datetime import datetime

from django.db import connection

from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.tenancy.patience import take_time

BATCH_SIZE = 1000

_names: list[str] = []


def register(name: str) -> None:
    """Register a claim; a name that is not a plain identifier is a programming error."""
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no name of a function.")
    if name not in _names:
        _names.append(name)


def names() -> tuple[str, ...]:
    """Return every claim, in the order of registration."""
    return tuple(_names)


def run(name: str, at: datetime, *, most: int = BATCH_SIZE) -> int:
    """Move everything due into the outbox, at most ``most`` rows a transaction; return how many.

    Arguments:
        name: a registered claim.
        at: rows due at or before this instant.
        most: rows in one statement.
    """
    total = 0
    while moved := once(name, at, most=most):  # a row may have passed several of its instants
        total += moved
    return total


def once(name: str, at: datetime, *, most: int = BATCH_SIZE) -> int:
    """Run one statement of ``run``: at most ``most`` rows, each moved to its next instant.

    Raises:
        LookupError: for a claim that is not registered.
    """
    if name not in _names:
        raise LookupError(f"{name!r} is not known.")
    with atomic_savepoint, connection.cursor() as cursor:
        take_time()
        cursor.execute(f"SELECT {name}(%s, %s, %s)", [at, clock.now(), most])
        return int(cursor.fetchone()[0])
