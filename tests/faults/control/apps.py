import importlib
from collections.abc import Iterable
from datetime import datetime

from django.apps import AppConfig
from django.db import transaction

from foundation import outbox


class ControlConfig(AppConfig):
    """Replaces the outbox when the app is installed; work for later still waits in its rows."""

    name = "tests.faults.control"
    label = "control"

    def ready(self) -> None:
        emission = importlib.import_module("foundation.outbox.emit")
        kept = emission.emit_many

        def emit_many(
            kind: str,
            rows: Iterable[tuple[str, outbox.Payload]],
            *,
            due: datetime | None = None,
            lane: outbox.Lane = outbox.Lane.NORMAL,
        ) -> int:
            if due is not None:
                return kept(kind, rows, due=due, lane=lane)
            return sum(_on_commit(kind, payload) for _, payload in rows)

        emission.emit_many = emit_many  # type: ignore[attr-defined]
        outbox.emit_many = emit_many


def _on_commit(kind: str, payload: outbox.Payload) -> int:
    from tests.faults.control.tasks import direct

    transaction.on_commit(lambda: direct.delay(kind, dict(payload)))
    return 1
