"""The mail gate: a lease in one row, closed for a while when the mail server is unavailable.

So at most one process waits for a mail server, however slow it is, and all others continue with
other work.
"""

from django.db import connection

from foundation.outbox.letters import LEASE, closed_after

NAME = "mail"
# Leases use the database's real time: frozen and shifted clocks do not move them.
_TAKE = """
INSERT INTO outbox_mailgate (name, busy_until, failures) VALUES (%s, clock_timestamp() + make_interval(secs => %s), 0)
ON CONFLICT (name) DO UPDATE SET busy_until = EXCLUDED.busy_until
WHERE outbox_mailgate.busy_until <= clock_timestamp()
RETURNING name
"""
# Open since long ago, not since now: a machine whose clock is set back still finds the gate open.
_OPEN = "UPDATE outbox_mailgate SET busy_until = 'epoch', failures = 0 WHERE name = %s"
_FAILED = "UPDATE outbox_mailgate SET failures = least(failures + 1, 1000) WHERE name = %s RETURNING failures"
_CLOSE = "UPDATE outbox_mailgate SET busy_until = clock_timestamp() + make_interval(secs => %s) WHERE name = %s"


class Taken(Exception):
    """Another process is sending mail, or the gate is closed."""


def take() -> None:
    """Reserve the mail gate for the length of a lease.

    Raises:
        Taken: when the gate is not free.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [NAME, LEASE.total_seconds()])
        if cursor.fetchone() is None:
            raise Taken


def open_again() -> None:
    """Open the gate for the next mail, as the server is answering."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [NAME])


def close() -> None:
    """Close the gate for a while, longer each time, as the mail server is unavailable."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [NAME])
        (failures,) = cursor.fetchone()
        cursor.execute(_CLOSE, [closed_after(failures).total_seconds(), NAME])
