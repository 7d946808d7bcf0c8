"""Addresses that a list writes dozens of."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def address(name: str, key: object) -> str:
    """Return the address of a page, made once in a process: Django takes as long for one as for a row of a list.

    Arguments:
        name: its URL name.
        key: its one argument.

    Raises:
        NoReverseMatch: when no page has that name and argument.
    """
    return reverse(name, args=[key])


@lru_cache(maxsize=8192)
def queried(name: str, **query: str) -> str:
    """Return the address of a page without arguments, with a query, made once in a process like ``address``.

    Arguments:
        name: its URL name.
        query: what its query asks.

    Raises:
        NoReverseMatch: when no page has that name.
    """
    return reverse(name, query=query)
