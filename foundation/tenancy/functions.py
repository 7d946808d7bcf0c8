"""Calling the database's own functions that answer with ids: what they find is read again through the policies."""

from typing import Any
from uuid import UUID

from django.db import connection


def ids(name: str, *arguments: Any) -> list[UUID]:
    """The ids a function of a migration gives, in its order.

    Arguments:
        name: the function's, such as ``app_search_requests``; never what somebody typed.
        arguments: what it takes, in order.
    """
    places = ", ".join(["%s"] * len(arguments))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}({places})", arguments)
        [(found,)] = cursor.fetchall()
    return list(found)
