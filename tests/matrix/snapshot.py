"""The second oracle: a hash of every site's rows, before and after a request."""

from functools import cache

from django.db import connections

from foundation.tenancy.context import acting
from foundation.tenancy.models import tenant_models

# Whether a person has read their notices is not part of the site's data.
LEFT_OUT = {"notifications_notification"}


@cache
def tables() -> tuple[str, ...]:
    """Return every table with a site column, except those left out."""
    return tuple(m._meta.db_table for m in tenant_models() if m._meta.db_table not in LEFT_OUT)


@cache
def _statement(of: tuple[str, ...]) -> str:
    parts = [
        f"SELECT '{table}' AS t, site_id, md5(string_agg(r::text, '' ORDER BY r::text))"  # noqa: S608 -- names of our own models
        f' FROM "{table}" r WHERE site_id IS NOT NULL GROUP BY site_id'
        for table in of
    ]
    return " UNION ALL ".join(parts)


def hashes(
    using: str = "default", who: str = "system:demo", of: tuple[str, ...] = ()
) -> dict[tuple[str, int], str]:
    """Return a hash of all rows of sites by (table, site), as a job that sees every row; of all tables or some."""
    with acting(who), connections[using].cursor() as cursor:
        cursor.execute(_statement(of or tables()))
        return {(table, site): digest for table, site, digest in cursor.fetchall()}


def written() -> tuple[str, ...]:
    """Return the tables of sites that this transaction has written to, be it by a trigger or in vain."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        names = {name for (name,) in cursor.fetchall()}
    return tuple(table for table in tables() if table in names)


def since(before: dict[tuple[str, int], str]) -> dict[tuple[str, int], str]:
    """Return the hashes as they are now, given those at the beginning of this transaction."""
    if not (of := written()):
        return before
    kept = {(table, site): digest for (table, site), digest in before.items() if table not in of}
    return kept | hashes(of=of)


def changed(
    before: dict[tuple[str, int], str], after: dict[tuple[str, int], str]
) -> set[tuple[str, int]]:
    """Return the (table, site) pairs that differ."""
    if after is before:  # nothing was written, as after most requests
        return set()
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
