"""Queue work in the caller's transaction."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from foundation.calendars import clock
from foundation.outbox.enums import Lane
from foundation.outbox.registry import Payload, handler_of

MAX_BYTES = 2048
MAX_KEY = 200

_INSERT = """
INSERT INTO outbox_message (kind, key, payload, lane, due_at, created_at, attempts, state, last_error)
SELECT %s, given.key, given.payload::jsonb, %s, %s, %s, 0, 'queued', ''
FROM unnest(%s::text[], %s::text[]) AS given (key, payload)
ON CONFLICT (key) DO NOTHING
"""


def emit(
    kind: str, *, key: str, payload: Payload, due: datetime | None = None, lane: Lane = Lane.NORMAL
) -> bool:
    """Queue a kind of work to be done once this transaction commits; never if it rolls back.

    Arguments:
        kind: a registered kind, ``app.verb``, written as a literal (a check reads the source).
        key: what identifies the work; a second row with the key is not written, even if the first
            is done or failed (done rows are kept for 30 days).
        payload: only ids, as text or whole numbers, under 2 kB.
        due: the earliest instant; now by default.
        lane: which rows go first.

    Returns:
        Whether the row is new.

    Raises:
        TransactionManagementError: outside a transaction.
        UnknownKind, TypeError, ValueError: for a kind, key or payload that could never be handled.
    """
    return emit_many(kind, [(key, payload)], due=due, lane=lane) == 1


def emit_many(
    kind: str,
    rows: Iterable[tuple[str, Payload]],
    *,
    due: datetime | None = None,
    lane: Lane = Lane.NORMAL,
) -> int:
    """Queue many (key, payload) pairs in one statement, like ``emit``; return how many are new."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "outbox.emit belongs in the transaction whose effect it announces."
        )
    handler_of(kind)
    checked = [(_checked_key(key), _as_json(payload)) for key, payload in rows]
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                kind,
                lane,
                due or now,
                now,
                [key for key, _ in checked],
                [body for _, body in checked],
            ],
        )
        return int(cursor.rowcount)


def _checked_key(key: str) -> str:
    if not 0 < len(key) <= MAX_KEY:
        raise ValueError(f"A key has 1 to {MAX_KEY} characters, not {len(key)}.")
    return key


def _as_json(payload: Payload) -> str:
    for name, value in payload.items():
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise TypeError(f"{name!r} is {type(value).__name__}; a payload holds ids only.")
    body = json.dumps(payload)
    if len(body) > MAX_BYTES:
        raise ValueError(f"A payload holds ids only; {len(body)} bytes are more than {MAX_BYTES}.")
    return body
