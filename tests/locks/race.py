"""Race two connections for a lock: during the wait the actor loses access and a secret appears."""

import inspect
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, get_ident
from typing import Any

from django.db import connection, models
from django.db.models.signals import post_init

from foundation.tenancy.context import acting_atomic
from foundation.workflow import locks

PATIENCE = 10.0
# The acting connection only: others wait on the server too, such as another test process.
WAITS = "SELECT pg_backend_pid() = ANY (pg_blocking_pids(%s))"


@dataclass(slots=True)
class Outcome:
    """The outcome for the actor that waited.

    Attributes:
        waited: whether the actor waited at all.
        answer: what was returned; None if refused.
        error: why it was refused.
        read: every row text with the canary that the actor was given.
    """

    waited: bool = False
    answer: Any = None
    error: Exception | None = None
    read: list[str] = field(default_factory=list)


class Second:
    """A second connection, in a separate thread, which holds a lock until someone waits for it."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(max_workers=1)

    def close(self) -> None:
        """Disconnect from the test's database."""
        self.pool.submit(_close).result(PATIENCE)
        self.pool.shutdown()

    def race(
        self,
        *,
        hold: Callable[[], object],
        end: Callable[[str], object],
        act: Callable[[], Any],
    ) -> Outcome:
        """Run ``act`` into a lock that is held.

        Arguments:
            hold: takes the lock, as a job of the portal.
            end: ends access and writes the given canary, while someone waits.
            act: the action that waits.
        """
        canary, inside = f"canary-{uuid.uuid4().hex}", Event()
        held = self.pool.submit(_hold, hold, lambda: end(canary), inside, _backend())
        assert inside.wait(PATIENCE)
        outcome = Outcome()
        with _spied(canary, outcome.read):
            try:
                outcome.answer = act()
            except Exception as error:  # noqa: BLE001 -- refusals are examined
                outcome.error = error
        outcome.waited = held.result(PATIENCE)
        if canary in str(outcome.error) or canary in _text_of(outcome.answer):
            outcome.read.append("the answer")
        return outcome


def _close() -> None:
    connection.close()  # each thread has its own connection


def _backend() -> int:
    """Return the server process of this thread's connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _hold(
    hold: Callable[[], object], end: Callable[[], object], inside: Event, waiter: int
) -> bool:
    try:
        with acting_atomic("system:outbox"):
            hold()
            inside.set()
            waited = _waits(waiter)
            end()
            return waited
    finally:
        inside.set()


def lock(row: models.Model) -> None:
    """Lock a row, as the acting job."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk)
    assert len(found) == 1


@contextmanager
def put_back(row: models.Model, *fields: str, holder: str = "system:outbox") -> Iterator[None]:
    """Restore those fields of a row afterward, whatever changed in between."""
    found = type(row)._default_manager.filter(pk=row.pk)
    with acting_atomic(holder):
        before = found.values(*fields).get()
    try:
        yield
    finally:
        with acting_atomic(holder):
            assert found.update(**before) == 1


def _text_of(answer: Any) -> str:
    if isinstance(answer, models.Model):
        return str(vars(answer))
    return getattr(answer, "content", b"").decode() or str(answer)


def _waits(waiter: int) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITS, [waiter])
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.002)
    return False


@contextmanager
def _spied(canary: str, read: list[str]) -> Iterator[None]:
    """Note each row with the canary that this thread gets, except those ``hold_all`` discards."""
    me = get_ident()

    def note(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
        if get_ident() != me or canary not in str(vars(instance)):
            return
        if all(frame.function != locks.hold_all.__name__ for frame in inspect.stack(0)):
            read.append(sender.__name__)

    post_init.connect(note)
    try:
        yield
    finally:
        post_init.disconnect(note)
