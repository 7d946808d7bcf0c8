"""Claiming the next due row and doing it, once, in one transaction."""

import json
import logging
import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import pghistory
from django.db import connection, transaction

from foundation.calendars import clock
from foundation.outbox.enums import Lane
from foundation.outbox.registry import Payload, handler_of
from foundation.tenancy import reports
from foundation.tenancy.context import acting

logger = logging.getLogger(__name__)

ATTEMPTS = 10
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_ERROR = 4000

_CLAIM = """
SELECT id, kind, payload, attempts FROM outbox_message
WHERE state = 'queued' AND due_at <= %s AND lane <= %s
ORDER BY lane, due_at, id
LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_DONE = """
UPDATE outbox_message SET state = 'done', done_at = %s, attempts = attempts + 1, last_error = '' WHERE id = %s
"""
_FAILED = """
UPDATE outbox_message SET state = %s, due_at = %s, attempts = %s, last_error = %s WHERE id = %s
"""

Outcome = Literal["done", "failed", "dead"]


@dataclass(slots=True)
class Drained:
    """What one round of draining did."""

    done: int = 0
    failed: int = 0
    dead: int = 0
    exhausted: bool = False

    @property
    def handled(self) -> int:
        """Rows that were tried."""
        return self.done + self.failed + self.dead


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    kind: str
    payload: Payload
    attempts: int


def drain(
    *,
    limit: int = 200,
    seconds: float | None = None,
    lane: Lane = Lane.BULK,
    strict: bool = False,
) -> Drained:
    """Handle due rows, most urgent first, until none is free.

    Arguments:
        limit: at most this many rows.
        seconds: start no further row after this long.
        lane: leave slower lanes alone.
        strict: let a handler's error through (its row stays as it was); for tests.

    Returns:
        The tally; ``exhausted`` when it ended because no due row was free.
    """
    tally = Drained()
    ends = None if seconds is None else time.monotonic() + seconds
    while tally.handled < limit and (ends is None or time.monotonic() < ends):
        outcome = handle_next(lane=lane, strict=strict)
        if outcome is None:
            tally.exhausted = True
            break
        setattr(tally, outcome, getattr(tally, outcome) + 1)
    return tally


def handle_next(*, lane: Lane = Lane.BULK, strict: bool = False) -> Outcome | None:
    """Claim one row, run its handler and mark it, all in one transaction; None when no due row is free.

    A process killed at any point leaves the row as it was, free at once. Row locks, not leases, hold the
    claim, so nothing waits for a time-out.
    """
    with acting("system:outbox"), transaction.atomic():
        claimed = _claim(lane)
        if claimed is None:
            return None
        try:
            with (
                pghistory.context(actor="system:outbox", work=claimed.kind),
                transaction.atomic(),
            ):
                handler_of(claimed.kind)(claimed.payload)
        except Exception as error:
            if strict:
                raise
            return _fail(claimed, error)
        _execute(_DONE, [clock.now(), claimed.id])
        return "done"


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures: doubling from 2 seconds up to an hour, a fifth either way."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 16), LONGEST_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter keeps nothing secret


def _claim(lane: Lane) -> _Claimed | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [clock.now(), lane])
        row = cursor.fetchone()
    if row is None:
        return None
    message, kind, payload, attempts = row
    return _Claimed(
        message, kind, json.loads(payload) if isinstance(payload, str) else payload, attempts
    )


def _fail(claimed: _Claimed, error: Exception) -> Outcome:
    attempts = claimed.attempts + 1
    dead = attempts >= ATTEMPTS
    due = clock.now() + pause_after(attempts)
    text = reports.trace(error)[-LONGEST_ERROR:].replace("\x00", "")
    _execute(_FAILED, ["dead" if dead else "queued", due, attempts, text, claimed.id])
    logger.log(
        logging.ERROR if dead else logging.WARNING,
        "outbox %s %s failed (attempt %s): %s",
        claimed.kind,
        claimed.id,
        attempts,
        type(error).__name__,
    )
    return "dead" if dead else "failed"


def _execute(sql: str, params: list[str | int | datetime]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
