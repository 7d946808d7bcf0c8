"""The matrix's rows behind a live server, and one browser context for each person."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.browser.pages import Reader
from tests.matrix.world import World

AXE = [
    Path(settings.STATICFILES_DIRS[0]) / "vendor" / "axe" / "axe.min.js",
    Path(settings.ROOT) / "frontend" / "node_modules" / "axe-core" / "axe.min.js",
]


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core's source, from the locked package."""
    found = next((path for path in AXE if path.exists()), None)
    assert found, "axe-core is missing: `make assets` installs it from frontend/package-lock.json"
    return found.read_text()


@pytest.fixture(scope="module")
def portal(world: World, django_db_blocker) -> Iterator[str]:
    """Serve the portal on a separate port, with the matrix's committed rows."""
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        try:
            yield server.url
        finally:
            server.stop()


@pytest.fixture
def reader(browser, portal, axe, world, django_db_blocker) -> Iterator[Callable[..., Reader]]:
    """Return a person's reader, signed in by cookie: ``reader("liaison")``."""
    opened: list[Reader] = []

    def open_as(name: str) -> Reader:
        client = Client()
        user = world.people[name].user
        if user:
            client.force_login(user)
        context = browser.new_context(locale="en-US")
        context.add_cookies(
            [
                {"name": key, "value": cookie.value, "url": portal}
                for key, cookie in client.cookies.items()
            ]
        )
        made = Reader(context, portal, axe)
        opened.append(made)
        return made

    yield open_as
    for each in opened:
        each.context.close()
