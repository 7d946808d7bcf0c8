"""A thin backend: the first statement of every outermost transaction names the actor and the time.

PostgreSQL is told *who* acts, never *which rows*: its policies decide that (ADR 0003). The setting
is local to the transaction, so nothing of it survives into the next user of a pooled connection.

What a library asks for with ``on_commit`` runs in a transaction of its own, as whoever asked: a hook
that writes without one would write as nobody. What it asked for is committed by then, so a hook that
fails is an alarm in the log and never the answer to the request.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps

from django.db import transaction
from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from foundation.calendars import clock
from foundation.tenancy.context import acting, principal

TELL = "SELECT set_config('app.actor', %s, true), set_config('app.now', %s, true)"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper plus one statement per transaction."""

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 -- Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # -- a private hook of Django's the stubs do not know
        if not autocommit:
            self._tell_actor()

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
        if self.connection.info.transaction_status != TRANSACTION_STATUS_INERROR:
            self._tell_actor()

    def _tell_actor(self) -> None:
        # A driver cursor: the statement is the wall's own, and is not one of the page's queries.
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(TELL, [principal() or "", clock.now().isoformat()])
