"""The migrations this code has, and those applied to the database."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader

Migrations = frozenset[tuple[str, str]]


@cache
def known_migrations() -> Migrations:
    """Return the migrations that come with this code."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def applied_migrations() -> Migrations:
    """Return the migrations applied to the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return frozenset((app, name) for app, name in cursor.fetchall())


def is_newer(applied: Migrations, known: Migrations) -> bool:
    """Return whether a later version has migrated the database, as in or after an upgrade."""
    last: dict[str, str] = {}
    for app, name in known:
        last[app] = max(last.get(app, ""), name)
    return any(name > last.get(app, "") for app, name in applied)
