"""Which migrations this code knows, and which the database has."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader

Migrations = frozenset[tuple[str, str]]


@cache
def known_migrations() -> Migrations:
    """The migrations this code was shipped with."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def applied_migrations() -> Migrations:
    """Return the migrations the database has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return frozenset((app, name) for app, name in cursor.fetchall())


def is_newer(applied: Migrations, known: Migrations) -> bool:
    """Return whether a later version of the portal has migrated the database: during an upgrade, or after going back."""
    last: dict[str, str] = {}
    for app, name in known:
        last[app] = max(last.get(app, ""), name)
    return any(name > last.get(app, "") for app, name in applied)
