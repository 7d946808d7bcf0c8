"""The worlds that many tests share, each in a database that no other test uses."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connections
from django.test.utils import override_settings

from foundation.calendars import clock
from psp_portal.management.commands.load_reference import load_all
from tests.template_database import template
from tta_requests.querysets import choices

ALIASES = ("default", "owner")
OFFICE = ZoneInfo("America/New_York")


@contextmanager
def inside(database: str) -> Iterator[None]:
    """Switch the portal's connections to another database, in other threads too."""
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


@contextmanager
def copy_of(original: str, name: str) -> Iterator[None]:
    """Create a database as a copy of another; it is dropped at the end."""
    _copy(original, name)
    try:
        yield
    finally:
        _drop(name)


@contextmanager
def fresh(name: str) -> Iterator[None]:
    """Create a migrated database without rows; it is dropped at the end."""
    with template() as migrated:  # locked while it is copied only: the other process copies it too
        _copy(migrated, name)
    try:
        yield
    finally:
        _drop(name)


def _copy(original: str, name: str) -> None:
    with connections["owner"]._nodb_cursor() as cursor:
        # A run that was killed leaves its copy.
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {original}")


def _drop(name: str) -> None:
    gc.collect()  # closes the connections of threads that have ended
    with connections["owner"]._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def planted(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, datetime, Any]]:
    """Create a separate database with the world's rows once; each request is rolled back.

    It is noon where the program office is: a run begun before midnight there reads its rows on the
    day they were planted.
    """
    from tests.matrix.world import build  # most runs do without

    # Separate files too: the cleanup of other tests would remove files that their database does not
    # know.
    files = tmp_path_factory.mktemp("world")
    noon = clock.now().astimezone(OFFICE).replace(hour=12, minute=0, second=0, microsecond=0)
    with django_db_blocker.unblock():
        name = f"{connections['owner'].settings_dict['NAME']}_world"
        with fresh(name):
            with inside(name), override_settings(FILES_ROOT=files), clock.shift_to(noon):
                made = build()
                planted_at = clock.now()
            yield name, files, planted_at, made


@pytest.fixture(scope="module")
def world(planted, django_db_blocker) -> Iterator[Any]:
    """Yield the world in a copy for the module, so that what a page logs for good stays there.

    The clock runs on from the end of the planting.
    """
    name, files, planted_at, made = planted
    copy = f"{name}_copy"
    with (
        django_db_blocker.unblock(),
        copy_of(name, copy),
        inside(copy),
        override_settings(FILES_ROOT=files),
        clock.shift_to(planted_at, every_thread=True),
    ):
        yield made


@pytest.fixture(scope="module")
def reference_rows(django_db_setup, django_db_blocker) -> Iterator[dict[str, int]]:
    """Load all reference files once for the module, in a separate database; yield their counts."""
    name = f"{connections['owner'].settings_dict['NAME']}_reference"
    with (
        django_db_blocker.unblock(),
        fresh(name),
        inside(name),
    ):
        yield load_all()
