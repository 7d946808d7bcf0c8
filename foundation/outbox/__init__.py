"""Durable work (a transactional outbox): write rows first, notify workers second.

An action that needs something done after its transaction calls ``outbox.emit``; a function marked
``@outbox.handler`` does it, one marked ``@outbox.letter`` writes a mail. Nothing else schedules an
effect. For how a row is handled see ``worker``; for how workers are notified see ``relay``.
"""

from foundation.outbox.emit import emit, emit_many
from foundation.outbox.enums import Lane
from foundation.outbox.letters import Letter
from foundation.outbox.registry import Payload, handler, letter

__all__ = ["Lane", "Letter", "Payload", "emit", "emit_many", "handler", "letter"]
