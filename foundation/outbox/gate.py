"""The one place through which mail leaves: a lease in a row, closed for a while when the server is away.

So at most one process waits for a mail server, whatever that does, and all the others go on with other work.
"""

from django.db import connection

from foundation.outbox.letters import LEASE, closed_after

NAME = "mail"
# Leases are the database's own time: frozen and shifted clocks do not move them.
_TAKE = """
INSERT INTO outbox_mailgate (name, busy_until, failures) VALUES (%s, clock_timestamp() + make_interval(secs => %s), 0)
ON CONFLICT (name) DO UPDATE SET busy_until = EXCLUDED.busy_until
WHERE outbox_mailgate.busy_until <= clock_timestamp()
RETURNING name
"""
_OPEN = "UPDATE outbox_mailgate SET busy_until = clock_timestamp(), failures = 0 WHERE name = %s"
_FAILED = "UPDATE outbox_mailgate SET failures = least(failures + 1, 1000) WHERE name = %s RETURNING failures"
_CLOSE = "UPDATE outbox_mailgate SET busy_until = clock_timestamp() + make_interval(secs => %s) WHERE name = %s"


class Taken(Exception):
    """Another process sends, or mail rests."""


def take() -> None:
    """Reserve the mail gate for the length of a lease.

    Raises:
        Taken: when it is not free.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [NAME, LEASE.total_seconds()])
        if cursor.fetchone() is None:
            raise Taken


def open_again() -> None:
    """Let the next mail through: the server answers."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [NAME])


def close() -> None:
    """Let no mail through for a while, longer each time: the server is away."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [NAME])
        (failures,) = cursor.fetchone()
        cursor.execute(_CLOSE, [closed_after(failures).total_seconds(), NAME])
