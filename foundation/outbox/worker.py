"""Claim the next due row and handle it once, in one transaction; mail in two, sent in between."""

import json
import logging
import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

import pghistory
from django.db import connection

from foundation.calendars import clock
from foundation.outbox import gate, letters
from foundation.outbox.enums import Lane, MessageState
from foundation.outbox.letters import Letter, NotSent, Verdict
from foundation.outbox.registry import Payload, handler_of
from foundation.outbox.registry import letters as letter_kinds
from foundation.tenancy import reports
from foundation.tenancy.context import acting_atomic, atomic_savepoint
from foundation.tenancy.outages import is_outage

logger = logging.getLogger(__name__)

ATTEMPTS = 10
FIRST_PAUSE = timedelta(seconds=2)
MAX_PAUSE = timedelta(hours=1)
MAX_ERROR = 4000

_CLAIM = """
SELECT id, kind, payload, attempts FROM outbox_message
WHERE state = 'queued' AND due_at <= %s AND lane <= %s
  AND (kind <> ALL (%s) OR NOT EXISTS (SELECT FROM outbox_mailgate WHERE busy_until > clock_timestamp()))
ORDER BY lane, due_at, id
LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_DONE = """
UPDATE outbox_message SET state = 'done', done_at = %s, attempts = attempts + (NOT sending)::int, last_error = '', sending = false
WHERE id = %s
"""
_FAILED = """
UPDATE outbox_message
SET state = %s, due_at = %s, attempts = %s, last_error = %s, sending = false, maybe_sent = maybe_sent + %s
WHERE id = %s
"""
# A row still marked belonged to a process that died while sending.
_SENDING = """
UPDATE outbox_message
SET sending = true, due_at = %s, attempts = attempts + 1, gives_up_at = coalesce(gives_up_at, %s),
    maybe_sent = maybe_sent + sending::int
WHERE id = %s RETURNING attempts, gives_up_at
"""
_STILL_OURS = """
SELECT id FROM outbox_message WHERE id = %s AND state = 'queued' AND sending AND attempts = %s FOR UPDATE
"""

Outcome = Literal["done", "failed", "dead"]


@dataclass(slots=True)
class Drained:
    """The result of one round of draining."""

    done: int = 0
    failed: int = 0
    dead: int = 0
    exhausted: bool = False

    @property
    def handled(self) -> int:
        """How many rows were tried."""
        return self.done + self.failed + self.dead


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    kind: str
    payload: Payload
    attempts: int


@dataclass(frozen=True, slots=True)
class _Leased:
    """A mail that this process may send until its lease ends, identified by its attempt number."""

    claimed: _Claimed
    attempts: int
    gives_up_at: datetime


def drain(
    *,
    limit: int = 200,
    seconds: float | None = None,
    lane: Lane = Lane.BULK,
    strict: bool = False,
) -> Drained:
    """Handle due rows, most urgent first, until none is free.

    Arguments:
        limit: handle at most this many rows.
        seconds: start no new row after this many seconds.
        lane: leave slower lanes alone.
        strict: raise a handler's error (its row is left unchanged); for tests.

    Returns:
        The tally; ``exhausted`` if it ended because no due row was free.
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
    """Claim one row, handle it and mark it in one transaction; None if no due row is free.

    A process killed at any point leaves the row unchanged and free again. The claim is a row lock,
    not a lease, so nothing waits for a time-out.

    Mail is sent between two transactions: the first takes the gate and a lease, the second marks
    the row. A process killed in between leaves a row that is sent again when the lease has ended,
    with the same Message-ID, and that records how often it may have been accepted.
    """
    while True:
        try:
            with acting_atomic("system:outbox"):
                step = _begin(lane, strict=strict)
        except gate.Taken:  # another process was faster: leave mail alone now
            continue
        return _send(*step, strict=strict) if isinstance(step, tuple) else step


def _begin(lane: Lane, *, strict: bool) -> tuple[_Leased, Letter] | Outcome | None:
    """Handle the next row; for a mail that may be sent now, take the gate and a lease instead."""
    claimed = _claim(lane)
    if claimed is None:
        return None
    try:
        with pghistory.context(actor="system:outbox", work=claimed.kind), atomic_savepoint:
            made = handler_of(claimed.kind)(claimed.payload)
    except Exception as error:
        if strict:
            raise
        return _fail(claimed, error)
    if isinstance(made, Letter):
        gate.take()
        now = clock.now()
        ends = [now + letters.LEASE, now + letters.GIVE_UP_AFTER]
        attempts, gives_up_at = _execute(_SENDING, [*ends, claimed.id]) or (0, now)
        return _Leased(claimed, attempts, gives_up_at), made
    _execute(_DONE, [clock.now(), claimed.id])
    return "done"


def _send(leased: _Leased, letter: Letter, *, strict: bool) -> Outcome:
    """Send a mail outside any transaction, then record the result."""
    claimed, failure = leased.claimed, None
    try:
        letters.send(letter, row=claimed.id)
    except NotSent as error:
        failure = error
    with acting_atomic("system:outbox"):
        if _execute(_STILL_OURS, [claimed.id, leased.attempts]) is None:
            logger.warning("outbox mail %s took longer than its lease", claimed.id)
            return "failed"
        if failure is None or failure.verdict is not Verdict.AWAY:
            gate.open_again()
        else:
            gate.close()
        outcome = _note_sent(leased, letter) if failure is None else _not_sent(leased, failure)
    if failure is not None and strict:
        raise failure.__cause__ or failure
    return outcome


def _note_sent(leased: _Leased, letter: Letter) -> Outcome:
    """Mark the row done and run its callback, whose error must not send the mail forever."""
    claimed = leased.claimed
    try:
        with atomic_savepoint:
            letter.sent()
    except Exception as error:
        if is_outage(error):
            raise
        return _put_back(
            claimed,
            error,
            attempts=leased.attempts,
            dead=leased.attempts >= ATTEMPTS,
            pause=letters.pause_after(leased.attempts),
            unsure=True,
        )
    _execute(_DONE, [clock.now(), claimed.id])
    return "done"


def pause_after(attempts: int) -> timedelta:
    """Return the wait after that many failures: doubling from 2 s to 1 h, give or take a fifth."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 16), MAX_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter keeps nothing secret


def _claim(lane: Lane) -> _Claimed | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [clock.now(), lane, sorted(letter_kinds())])
        row = cursor.fetchone()
    if row is None:
        return None
    message, kind, payload, attempts = row
    return _Claimed(
        message, kind, json.loads(payload) if isinstance(payload, str) else payload, attempts
    )


def _fail(claimed: _Claimed, error: Exception) -> Outcome:
    attempts = claimed.attempts + 1
    return _put_back(
        claimed,
        error,
        attempts=attempts,
        dead=attempts >= ATTEMPTS,
        pause=pause_after(attempts),
    )


def _not_sent(leased: _Leased, failure: NotSent) -> Outcome:
    """Retry after an outage or temporary refusal for two days; fail on a permanent refusal."""
    if failure.unsure:
        logger.warning("outbox mail %s may have been accepted; it is sent again", leased.claimed.id)
    if failure.verdict is Verdict.FAULT:
        dead = leased.attempts >= ATTEMPTS
    else:
        dead = failure.verdict is Verdict.NEVER or clock.now() >= leased.gives_up_at
    return _put_back(
        leased.claimed,
        failure,
        attempts=leased.attempts,
        dead=dead,
        pause=letters.pause_after(leased.attempts),
        unsure=failure.unsure,
    )


def _put_back(
    claimed: _Claimed,
    error: Exception,
    *,
    attempts: int,
    dead: bool,
    pause: timedelta,
    unsure: bool = False,
) -> Outcome:
    text = reports.trace(error)[-MAX_ERROR:].replace("\x00", "")
    state = MessageState.DEAD if dead else MessageState.QUEUED
    _execute(_FAILED, [state.value, clock.now() + pause, attempts, text, int(unsure), claimed.id])
    logger.log(
        logging.ERROR if dead else logging.WARNING,
        "outbox %s %s failed (attempt %s): %s",
        claimed.kind,
        claimed.id,
        attempts,
        type(error.__cause__ or error).__name__,
    )
    return "dead" if dead else "failed"


def _execute(sql: str, params: list[str | int | datetime]) -> tuple[Any, ...] | None:
    """Run a statement; return its first row, if it returns rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cast("tuple[Any, ...] | None", cursor.fetchone() if cursor.description else None)
