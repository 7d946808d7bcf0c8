"""A thin backend: the first statement of every outermost transaction sets the actor and the time.

It also refuses values that no column can hold (``values``).

PostgreSQL is given *who* acts, never *which rows*: its policies decide that (ADR 0003). The setting
is local to the transaction, so none of it reaches the next user of a pooled connection.

What a library schedules with ``on_commit`` runs in a separate transaction, as the actor who
scheduled it: a hook that writes without one would write without an actor. The original transaction
is committed by then, so a hook that fails is logged as an alarm and never changes the response.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql import base, operations
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from foundation.calendars import clock
from foundation.tenancy.backend import prepared
from foundation.tenancy.backend.values import refuse_unstorable
from foundation.tenancy.context import acting, lent_powers, principal

ACTOR = "SELECT set_config('app.actor', %(who)s, true), set_config('app.through', %(job)s, true)"
# The portal reads its clock a moment before the server hears of it, longer under load. A running time must not lag
# by that moment: who lost access during it would seem to have it still. Larger differences are meant, as in demos.
LAG = "interval '5 seconds'"
TIME = f""",
       set_config('app.now', (CASE
         WHEN %(stopped)s OR %(now)s::timestamptz NOT BETWEEN statement_timestamp() - {LAG} AND statement_timestamp()
         THEN %(now)s::timestamptz ELSE statement_timestamp() END)::text, true),
       set_config('app.told', CASE WHEN %(stopped)s THEN '' ELSE statement_timestamp()::text END, true)
"""
ACTOR_AND_TIME = ACTOR + TIME + prepared.READ_MARK


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations, which tell what was asked instead of the name of a prepared statement."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Return the statement for logs and tests: with its values, or with their names where it is prepared."""
        if isinstance(params, prepared.Values):
            return str(sql)
        return str(super().last_executed_query(cursor, sql, params))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, plus one statement for each transaction."""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(refuse_unstorable)

    def get_connection_params(self) -> dict[str, Any]:
        """Return the driver's parameters; connections prepare statements where the setting allows it."""
        params: dict[str, Any] = super().get_connection_params()
        if settings.TENANCY_PREPARES_STATEMENTS:
            params |= {"connection_factory": prepared.Connection, "cursor_factory": prepared.Cursor}
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and mark the session where statements are prepared."""
        link = super().get_new_connection(conn_params)
        if isinstance(link, prepared.Connection):
            link.put_mark()
            link.commit()
        return link

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 -- Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # -- a private hook of Django's the stubs do not know
        if not autocommit:
            self._tell(with_time=True, begins=True)

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
        """Set the actor again in an open transaction; a failed one restores it itself."""
        if self.connection is None or not self.in_atomic_block:
            return
        if not self.has_failed():
            # In production a transaction has one time, that of its start; tests and demos move the
            # clock.
            self._tell(with_time=settings.PSP_ENV != "production")

    def has_failed(self) -> bool:
        """Return whether PostgreSQL has aborted the open transaction."""
        status = self.connection.info.transaction_status if self.connection else None
        return bool(status == TRANSACTION_STATUS_INERROR)

    def ask_as_the_wall(self, sql: str) -> tuple[Any, ...]:
        """Return the row of a query by the tenancy code, also in a doomed transaction."""
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(sql, prepared.Values())
            row: tuple[Any, ...] = cursor.fetchone()
        return row

    def _tell(self, *, with_time: bool, begins: bool = False) -> None:
        values = {"who": principal() or "", "job": lent_powers() or ""}
        # A driver cursor: the statement is ours, and does not count among the page's queries.
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            if with_time:
                time = {"now": clock.now().isoformat(), "stopped": clock.is_stopped()}
                if begins and isinstance(cursor, prepared.Cursor):
                    cursor.execute_first(ACTOR_AND_TIME, values | time)
                else:
                    cursor.execute(ACTOR_AND_TIME, values | time)
                if isinstance(self.connection, prepared.Connection):
                    self.connection.found_mark(cursor.fetchone()[-1])
            else:
                cursor.execute(ACTOR, values)
