"""One of everything that is locked."""

from collections.abc import Iterator

import pytest

from tests.locks.race import Second
from tests.locks.world import World
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Rows of Riverton in every room."""
    return World(request.getfixturevalue)


@pytest.fixture
def second(db) -> Iterator[Second]:
    """A second connection; asked for after the rows are there."""
    beside = Second()
    yield beside
    beside.close()
