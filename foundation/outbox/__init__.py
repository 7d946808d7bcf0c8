"""Durable work: rows first, doorbells second.

An action that wants something to happen after its transaction calls ``outbox.emit``; a function marked
``@outbox.handler`` does it, one marked ``@outbox.letter`` writes a mail. Nothing else schedules an effect. How a row travels: ``worker``; who rings: ``relay``.
"""

from foundation.outbox.emit import emit, emit_many
from foundation.outbox.enums import Lane
from foundation.outbox.letters import Letter
from foundation.outbox.registry import Payload, handler, letter

__all__ = ["Lane", "Letter", "Payload", "emit", "emit_many", "handler", "letter"]
