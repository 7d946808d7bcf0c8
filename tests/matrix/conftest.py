"""One world for the module, committed, and swept away afterwards."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connections

from tests.matrix.world import World, build
from tta_requests.querysets import choices

# What migrations leave in an empty database; every other row is somebody's leftover.
SEEDED = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "liaisons_contactstandard",
}


def filled() -> set[str]:
    """Tables with rows, asked as the owner past every policy."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT set_config('app.actor', 'system:migrate', false)")
        found = set()
        for name in names:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")')  # noqa: S608 -- a name of the catalog's
            if cursor.fetchone()[0]:
                found.add(name)
        cursor.execute("SELECT set_config('app.actor', '', false)")
    return found


def sweep() -> None:
    """Empty every table that migrations left empty."""
    cache.clear()
    choices.forget()
    if made := filled() - SEEDED:
        names = ", ".join(f'"{name}"' for name in sorted(made))
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    for alias in ("default", "owner"):
        connections[alias].close()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Everything planted once; each request is undone, so that nothing here changes."""
    with django_db_blocker.unblock():
        sweep()
        try:
            yield build()
        finally:
            sweep()
