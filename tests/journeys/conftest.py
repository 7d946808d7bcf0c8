"""Every story runs on committed rows, read by the server's own threads."""

from datetime import UTC, datetime

import pytest
from kombu.connection import Connection

FRIDAY_1650 = datetime(2026, 11, 20, 22, 50, tzinfo=UTC)  # 16:50 in Chicago


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder: a browser, and rows that are committed."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(autouse=True)
def broker_is_stopped(monkeypatch) -> None:
    """A call for the broker fails: a request publishes nothing, the outbox waits."""

    def refuse(*args, **kwargs):
        raise AssertionError("A request asked for the broker.")

    for name in ("ensure_connection", "connect", "channel", "_ensure_connection"):
        monkeypatch.setattr(Connection, name, refuse)


@pytest.fixture
def friday(begins_at) -> datetime:
    """Friday 2026-11-20, 16:50 at the site; time runs on from there."""
    begins_at(FRIDAY_1650)
    return FRIDAY_1650
