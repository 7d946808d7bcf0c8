"""One world for all who walk it, in a database of its own, which nobody else reads or changes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test.utils import override_settings

from tests.template_database import template
from tta_requests.querysets import choices

ALIASES = ("default", "owner")


@contextmanager
def inside(database: str) -> Iterator[None]:
    """Let the portal's connections lead to another database, those of further threads too."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    _lead_to(dict.fromkeys(ALIASES, database))
    try:
        yield
    finally:
        _lead_to(before)


def _lead_to(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    cache.clear()
    choices.forget()


@pytest.fixture(scope="session")
def planted(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, Any]]:
    """A database beside the test's own, everything planted once; each request is undone, so that nothing changes."""
    from tests.matrix.world import build  # most runs do without

    # Files of their own too: a sweep of other tests would take those that their database doesn't know.
    files = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock():
        name = f"{connections['owner'].settings_dict['NAME']}_world"
        with template() as migrated, connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {migrated}")
        try:
            with inside(name), override_settings(FILES_ROOT=files):
                call_command("migrate", database="owner", interactive=False, verbosity=0)
                made = build()
            yield name, files, made
        finally:
            with connections["owner"]._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def world(planted, django_db_blocker) -> Iterator[Any]:
    """Everything planted; the module's tests are inside a copy, so that what a page logs for good stays with them."""
    name, files, made = planted
    copy = f"{name}_copy"
    with django_db_blocker.unblock():
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {name}")
        try:
            with inside(copy), override_settings(FILES_ROOT=files):
                yield made
        finally:
            gc.collect()  # ends the connections of threads that are gone
            with connections["owner"]._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {copy} WITH (FORCE)")
