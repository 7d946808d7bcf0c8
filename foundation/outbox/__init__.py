"""Durable work: rows first, doorbells second.

An action that wants something to happen after its transaction calls ``outbox.emit``; a function marked
``@outbox.handler`` does it. Nothing else schedules an effect. How a row travels: ``worker``; who rings: ``relay``.
"""

from foundation.outbox.emit import emit, emit_many
from foundation.outbox.enums import Lane
from foundation.outbox.registry import Payload, handler

__all__ = ["Lane", "Payload", "emit", "emit_many", "handler"]
