from collections.abc import Iterator

import pytest

from foundation.outbox import registry


class Planted:
    """A handler that records what it was given, and fails as often as set."""

    def __init__(self) -> None:
        self.seen: list[dict[str, object]] = []
        self.failures = 0

    def __call__(self, payload: registry.Payload) -> None:
        self.seen.append(dict(payload))
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the printer is on fire")


@pytest.fixture
def planted() -> Iterator[Planted]:
    handler = Planted()
    handler.__qualname__ = "Planted"  # type: ignore[attr-defined] -- as a function has
    registry._handlers["tests.note"] = handler
    yield handler
    registry.forget("tests.note")
