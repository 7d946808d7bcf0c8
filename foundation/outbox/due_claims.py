"""Claims: SQL functions of the rooms that move what has fallen due into the outbox, one statement each.

A claim locks due rows past those that others hold, moves each on to its next instant and writes its message,
all at once: whoever runs it, and however often, each row fires once. The function is made in the room's
migration as ``name(at timestamptz, present timestamptz, most int) RETURNS int``; here it is only known and called.
"""

from datetime import datetime

from django.db import connection

from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.tenancy.patience import take_time

BATCH_SIZE = 1000

_names: list[str] = []


def register(name: str) -> None:
    """Make a claim known; a name that is no plain identifier is a mistake of ours."""
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no name of a function.")
    if name not in _names:
        _names.append(name)


def names() -> tuple[str, ...]:
    """Every claim, in the order it was made known."""
    return tuple(_names)


def run(name: str, at: datetime, *, most: int = BATCH_SIZE) -> int:
    """Move everything due into the outbox, so many rows a transaction; returns how many.

    Arguments:
        name: a claim that was made known.
        at: rows due at or before this instant.
        most: rows a statement.
    """
    total = 0
    while moved := once(name, at, most=most):  # a row may have several instants behind it
        total += moved
    return total


def once(name: str, at: datetime, *, most: int = BATCH_SIZE) -> int:
    """One statement of ``run``: at most so many rows, each one instant on.

    Raises:
        LookupError: for a claim that was not made known.
    """
    if name not in _names:
        raise LookupError(f"{name!r} is not known.")
    with atomic_savepoint, connection.cursor() as cursor:
        take_time()
        cursor.execute(f"SELECT {name}(%s, %s, %s)", [at, clock.now(), most])
        return int(cursor.fetchone()[0])
