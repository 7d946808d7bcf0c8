"""A thin backend: the first statement of every outermost transaction names the actor and the time.

It also refuses values that no column can hold (``values``).

PostgreSQL is told *who* acts, never *which rows*: its policies decide that (ADR 0003). The setting
is local to the transaction, so nothing of it survives into the next user of a pooled connection.

What a library asks for with ``on_commit`` runs in a transaction of its own, as whoever asked: a hook
that writes without one would write as nobody. What it asked for is committed by then, so a hook that
fails is an alarm in the log and never the answer to the request.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from foundation.calendars import clock
from foundation.tenancy.backend.values import refuse_unstorable
from foundation.tenancy.context import acting, lent_powers, principal

ACTOR = "SELECT set_config('app.actor', %s, true), set_config('app.through', %s, true)"
TIME = """,
       set_config('app.now', %s, true),
       set_config('app.told', CASE WHEN %s THEN '' ELSE statement_timestamp()::text END, true)
"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper plus one statement per transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(refuse_unstorable)

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 -- Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # -- a private hook of Django's the stubs do not know
        if not autocommit:
            self._tell(with_time=True)

    def on_commit(self, func: Callable[[], object], robust: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        """Run ``func`` after the commit, in its own transaction; log it when it fails."""
        super().on_commit(self._apart(func), robust=True)

    def _apart(self, hook: Callable[[], object]) -> Callable[[], None]:
        who = principal()

        @wraps(hook)
        def run() -> None:
            with acting(who) if who else nullcontext(), transaction.atomic(using=self.alias):
                hook()

        return run

    def tell_actor_if_open(self) -> None:
        """Say again who acts when a transaction is already open; a failed one restores itself."""
        if self.connection is None or not self.in_atomic_block:
            return
        if not self.has_failed():
            # In production a transaction has one time, its beginning's; tests and demos move the clock.
            self._tell(with_time=settings.PSP_ENV != "production")

    def has_failed(self) -> bool:
        """Return whether PostgreSQL has given the open transaction up, so that it answers nothing any more."""
        status = self.connection.info.transaction_status if self.connection else None
        return bool(status == TRANSACTION_STATUS_INERROR)

    def ask_as_the_wall(self, sql: str) -> tuple[Any, ...]:
        """Answer a one-row question of the wall's own, also where Django will only roll back."""
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(sql)
            row: tuple[Any, ...] = cursor.fetchone()
        return row

    def _tell(self, *, with_time: bool) -> None:
        values = [principal() or "", lent_powers() or ""]
        # A driver cursor: the statement is the wall's own, and is not one of the page's queries.
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            if with_time:
                cursor.execute(ACTOR + TIME, [*values, clock.now().isoformat(), clock.is_stopped()])
            else:
                cursor.execute(ACTOR, values)
