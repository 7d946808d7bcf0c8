"""Work that only one transaction does at a time, though it holds no row in common with another."""

from django.db import connection


def take_turn(number: int) -> None:
    """Wait until no other transaction has the turn of that number; it ends with the transaction.

    Arguments:
        number: names the work among the database's advisory locks.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def share_turn(number: int) -> None:
    """Wait until no other transaction has the turn of that number, and keep others from taking it until this one ends.

    Transactions that share a turn don't wait for each other.

    Arguments:
        number: names the work among the database's advisory locks.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [number])
