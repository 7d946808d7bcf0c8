"""Time limits of the database: a role's for pages, longer ones for jobs, a deadline for probes.

The limits for pages are settings of the role psp_app, created with it: a pooler refuses them as
options of a connection, and settings of a session would reach the pool's next client.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Under Celery's soft limit of 120 s, so that a job ends with the database's reason.
_A_JOBS = """
SELECT set_config('statement_timeout', '110s', true),
       set_config('lock_timeout', '30s', true),
       set_config('idle_in_transaction_session_timeout', '150s', true)
"""


def take_time() -> None:
    """Set a job's time limits on the open transaction in place of a page's; they end with it."""
    connection = connections[DEFAULT_DB_ALIAS]
    # A driver cursor, as for the actor: it does not count among the job's queries.
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(_A_JOBS)


@contextmanager
def within(seconds: float, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Cut the connection when the block takes longer: its statement fails with OperationalError.

    For a server that hangs, whose own time-outs have no effect any more.
    """
    timer = Timer(seconds, _cut, [connections[using]])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(connection: BaseDatabaseWrapper) -> None:
    raw = connection.connection
    if raw is None or raw.closed:
        return
    with suppress(OSError), socket.socket(fileno=os.dup(raw.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
