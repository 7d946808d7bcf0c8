"""The second oracle: what every site's rows are worth, before and after a request."""

from functools import cache

from django.db import connections

from foundation.tenancy.context import acting
from foundation.tenancy.models import tenant_models

# Read state of one's own notices is not the site's.
LEFT_OUT = {"notifications_notification"}


@cache
def tables() -> tuple[str, ...]:
    """Every table with sites but those left out."""
    return tuple(m._meta.db_table for m in tenant_models() if m._meta.db_table not in LEFT_OUT)


@cache
def _statement() -> str:
    parts = [
        f"SELECT '{table}' AS t, site_id, md5(string_agg(r::text, '' ORDER BY r::text))"  # noqa: S608 -- names of our own models
        f' FROM "{table}" r GROUP BY site_id'
        for table in tables()
    ]
    return " UNION ALL ".join(parts)


def hashes(using: str = "default", who: str = "system:demo") -> dict[tuple[str, int], str]:
    """(table, site) → hash of all its rows, as a job that sees every row."""
    with acting(who), connections[using].cursor() as cursor:
        cursor.execute(_statement())
        return {(table, site): digest for table, site, digest in cursor.fetchall()}


def changed(
    before: dict[tuple[str, int], str], after: dict[tuple[str, int], str]
) -> set[tuple[str, int]]:
    """Which table of which site differs."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
