"""Notify the workers when rows are due, and do the work here while the broker is unavailable."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from django.db import Error as DatabaseError
from django.db import connection

from foundation.calendars import clock
from foundation.outbox.worker import drain

logger = logging.getLogger(__name__)

EVERY = 0.5
PATIENCE = 5.0
MAX_OUTSTANDING = 4
ROWS_A_ROUND = 100
MAX_WAIT = 30.0

_ANYTHING_DUE = "SELECT EXISTS (SELECT FROM outbox_message WHERE state = 'queued' AND due_at <= %s)"


class Doorbell(Protocol):
    """The interface for notifying the workers."""

    def outstanding(self) -> int:
        """Count the notifications that no worker has taken yet."""

    def ring(self) -> None:
        """Notify the workers once; any error means that the broker is unavailable."""


def anything_due() -> bool:
    """Return whether a queued row is due (a worker may be handling it already)."""
    with connection.cursor() as cursor:
        cursor.execute(_ANYTHING_DUE, [clock.now()])
        return bool(cursor.fetchone()[0])


@dataclass(slots=True)
class Relay:
    """A process that polls, notifies up to ``MAX_OUTSTANDING`` ahead, and steps in when needed."""

    bell: Doorbell
    work: Callable[[], object] = lambda: drain(limit=ROWS_A_ROUND, seconds=MAX_WAIT)
    monotonic: Callable[[], float] = time.monotonic
    _away_since: float | None = field(default=None, init=False)

    def tick(self) -> str:
        """Poll once; return what was done: ``idle``, ``rang``, ``enough``, ``away`` or ``worked``.

        ``enough`` means that enough notifications are waiting, ``away`` that the broker is
        unavailable, ``worked`` that rows were handled here because it has been unavailable for
        long.
        """
        if not anything_due():
            return "idle"
        try:
            if self.bell.outstanding() >= MAX_OUTSTANDING:
                return "enough"
            self.bell.ring()
        except Exception as error:  # noqa: BLE001 -- whatever stops the broker must not stop the work
            return self._without_broker(error)
        if self._away_since is not None:
            logger.info("the broker is back")
            self._away_since = None
        return "rang"

    def run(self, stop: threading.Event) -> None:
        """Poll until ``stop`` is set; retry a lost database at growing intervals."""
        wait = EVERY
        while not stop.wait(wait):
            try:
                self.tick()
                wait = EVERY
            except DatabaseError as error:
                if wait == EVERY:
                    logger.warning("the database is unavailable: %s", type(error).__name__)
                wait = min(wait * 2, MAX_WAIT)
                connection.close()

    def _without_broker(self, error: Exception) -> str:
        if self._away_since is None:
            logger.warning("the broker is unavailable (%s); rows are waiting", type(error).__name__)
            self._away_since = self.monotonic()
        if self.monotonic() - self._away_since < PATIENCE:
            return "away"
        self.work()
        return "worked"
