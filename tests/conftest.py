"""The databases of the tests: connect as psp_app, migrate as psp_owner, touch no live database."""

import gc
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import connections
from django.template import Context, Template
from django.test import TransactionTestCase
from django.test.utils import (
    instrumented_test_render,
    override_settings,
    setup_databases,
    teardown_databases,
)

from foundation.calendars import holidays
from foundation.tenancy import guard
from foundation.tenancy.context import acting
from tests.factories.sites import SiteFactory
from tests.sweep import sweep
from tests.template_database import template

pytest_plugins = [
    "tests.cast",
    "tests.browser_fixtures",
    "tests.matrix.planted",
    "tests.scheduling",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `make chaos`, `make bench`, `make fuzz` and `make walls`."""
    parser.addoption("--seed", type=int, default=20261120, help="when processes are killed")
    parser.addoption("--jobs", type=int, default=500, help="requests of a fault run")
    parser.addoption("--silence", type=float, default=600, help="seconds a mail server is silent")
    parser.addoption("--cases", type=int, default=500, help="calls of a fuzzing of the API")
    parser.addoption("--write-walls", action="store_true", help="write walls.txt again")
    parser.addoption("--rows", type=int, default=100_000, help="requests of a benchmark")


END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings, django_db_keepdb
) -> Iterator[None]:
    """Create one test database for each xdist worker, as the owner: a copy of the template."""
    with django_db_blocker.unblock():
        with template() as migrated:
            connections["owner"].settings_dict["TEST"]["TEMPLATE"] = migrated
            made = setup_databases(
                verbosity=0,
                interactive=False,
                aliases=["default", "owner"],
                serialized_aliases=[],
                keepdb=django_db_keepdb,  # --reuse-db
            )
        for alias in ("default", "owner"):
            assert connections[alias].settings_dict["NAME"].startswith("test_")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep)
        yield
    with django_db_blocker.unblock():
        for connection in connections.all(initialized_only=True):
            connection.close()
        # A server's thread may outlive its page, and a database in use can't be dropped.
        for alias in ("default", "owner"):
            with connections[alias].cursor() as cursor:
                cursor.execute(END_OTHERS)
            connections[alias].close()
        teardown_databases(made, verbosity=0, keepdb=django_db_keepdb)


@pytest.fixture(autouse=True)
def no_statement_without_an_actor() -> Iterator[None]:
    """Fail a test that queries a tenant table without an actor, even an empty table."""
    with connections["default"].execute_wrapper(guard.refuse_without_actor):
        yield


@pytest.fixture(autouse=True)
def closed_days_apart() -> None:
    """Keep no closed day of the test before: what it rolled back would count for half a minute."""
    holidays.forget()


@pytest.fixture(autouse=True)
def names_begin_again() -> None:
    """Call the first site of each test alike: its key follows, and so do the queries compiled for its people."""
    SiteFactory.reset_sequence(0, force=True)


# Templates of components, of which a page has dozens.
PARTS = ("ui/", "django/forms/")


def render(template: Template, context: Context) -> str:
    """Render a template; keep the context for the test unless it is a component's."""
    if template.name and template.name.startswith(PARTS):
        return template.nodelist.render(context)
    return instrumented_test_render(template, context)


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages(django_test_environment) -> Iterator[None]:
    """Keep the contexts of pages only: a copy of every component's took a tenth of a form's time."""
    with patch.object(Template, "_render", render):
        yield


@pytest.fixture(scope="session", autouse=True)
def files_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Store files that tests upload in a separate folder."""
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture
def as_demo() -> Iterator[None]:
    """Act as the job that creates demonstration rows."""
    with acting("system:demo"):
        yield


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case after its argument where its bytes differ by the second or fill a screen."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 200) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name both aliases, as a mirror alone is not flushed."""
    for item in items:
        for marker in item.iter_markers("django_db"):
            if marker.kwargs.get("transaction"):
                marker.kwargs.setdefault("databases", ["default", "owner"])


def pytest_collection_finish() -> None:
    """Freeze what is loaded by now, so that the garbage collector does not check it again."""
    gc.collect()
    gc.freeze()
