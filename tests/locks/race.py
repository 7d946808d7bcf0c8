"""Two connections at one lock: while somebody waits for it, their powers end and a text they must not read is written."""

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
# The one who acts, for this connection: others wait on the server too, such as another process of tests.
WAITS = "SELECT pg_backend_pid() = ANY (pg_blocking_pids(%s))"


@dataclass(slots=True)
class Outcome:
    """What became of the one who waited.

    Attributes:
        waited: whether the one who acted waited at all.
        answer: what was returned; None where it was refused.
        error: why it was refused.
        read: every text of a row that the one who waited was given and that holds the canary.
    """

    waited: bool = False
    answer: Any = None
    error: Exception | None = None
    read: list[str] = field(default_factory=list)


class Second:
    """A second connection, in a thread of its own, which holds a lock until somebody waits for it."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(max_workers=1)

    def close(self) -> None:
        """Let the test's database go."""
        self.pool.submit(_close).result(PATIENCE)
        self.pool.shutdown()

    def race(
        self,
        *,
        hold: Callable[[], object],
        end: Callable[[str], object],
        act: Callable[[], Any],
    ) -> Outcome:
        """Let ``act`` run into a lock that is held.

        Arguments:
            hold: takes the lock, as a job of the portal.
            end: ends powers and writes the canary it is given, while somebody waits.
            act: what waits.
        """
        canary, inside = f"canary-{uuid.uuid4().hex}", Event()
        held = self.pool.submit(_hold, hold, lambda: end(canary), inside, _backend())
        assert inside.wait(PATIENCE)
        outcome = Outcome()
        with _spied(canary, outcome.read):
            try:
                outcome.answer = act()
            except Exception as error:  # noqa: BLE001 -- what is refused is looked at
                outcome.error = error
        outcome.waited = held.result(PATIENCE)
        if canary in str(outcome.error) or canary in _text_of(outcome.answer):
            outcome.read.append("the answer")
        return outcome


def _close() -> None:
    connection.close()  # which connection is meant depends on the thread that asks


def _backend() -> int:
    """The process of the server behind this thread's connection."""
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
    """Hold a row, as the job that acts."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk)
    assert len(found) == 1


@contextmanager
def put_back(row: models.Model, *fields: str, holder: str = "system:outbox") -> Iterator[None]:
    """Write those fields of a row afterwards as they are now, whatever became of them in between."""
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
    """Note every row this thread is given that holds the canary, but for those that ``hold_all`` throws away."""
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
