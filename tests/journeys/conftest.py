"""Every journey runs on committed rows, read by the server's own threads."""

from datetime import UTC, datetime

import pytest
from kombu.connection import Connection

from tests.tta_requests.conftest import put_in  # noqa: F401 -- a fixture

FRIDAY_1650 = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)  # 16:50 in Chicago


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder as journeys, which need a browser and committed rows."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(autouse=True)
def broker_is_stopped(monkeypatch) -> None:
    """Fail when a request connects to the broker: it must only write to the outbox."""

    def refuse(*args, **kwargs):
        raise AssertionError("A request asked for the broker.")

    for name in ("ensure_connection", "connect", "channel", "_ensure_connection"):
        monkeypatch.setattr(Connection, name, refuse)


@pytest.fixture
def friday(begins_at) -> datetime:
    """Start the clock on Friday 2026-11-20 at 16:50 in the site's time zone."""
    begins_at(FRIDAY_1650)
    return FRIDAY_1650
