"""Fixtures of the lock tests: one row of everything that is locked."""

from collections.abc import Iterator

import pytest

from tests.locks.race import Second
from tests.locks.world import World
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Create rows of Riverton in every app."""
    return World(request.getfixturevalue)


@pytest.fixture
def second(db) -> Iterator[Second]:
    """Open a second connection; request this fixture after the rows exist."""
    beside = Second()
    yield beside
    beside.close()
