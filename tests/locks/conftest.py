"""One of everything that is locked."""

import pytest

from tests.locks.world import World
from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Rows of Riverton in every room."""
    return World(request.getfixturevalue)
