"""Statements that PostgreSQL plans once for a connection: planning one can take it longer than running it.

A statement is sent with ``Values``: SQL whose values have names. The second time a connection meets it, it is
prepared there, and from then on executed by its name. PostgreSQL plans a prepared statement again when a
table changes, and it asks the policies of whoever acts at each execution. Its values never change the plan
(ADR 91): constants that should are in the text.

A connection knows its statements by a mark, which is a setting of its session and is read at the start of
each transaction. Where the mark is missing (``DISCARD ALL``, or a pooler that gave another session), the
statements are taken for lost, and prepared again under new names.
"""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg2 import OperationalError, errors, extensions

# Statements kept on a connection. Each takes the server up to a megabyte: a page needs five.
MAX_STATEMENTS = 60
TYPES: dict[type, str] = {datetime: "timestamptz", int: "int8", UUID: "uuid"}
MARK = "app.statements"
READ_MARK = f", current_setting('{MARK}', true)"
# Left to itself, PostgreSQL plans at each execution where it expects that knowing the values saves more than planning costs.
PLANNED_ONCE = "SET SESSION plan_cache_mode = force_generic_plan"
# PostgreSQL's 4 is for disks that spin. With it a page's few rows in the order of an index seem dearer than reading
# and sorting all rows of a site, or than reading the whole table in the order in which it was written.
READ_ANYWHERE = "SET SESSION random_page_cost = 1.1"


class Values(dict[str, Any]):
    """The values of a statement that is worth preparing, by their names in it."""


def fetched(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Execute a statement with values by name, prepared where they are ``Values``, and return all its rows."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


class Lost(OperationalError):
    """A statement was lost in the middle of a transaction: an outage, which is answered with 503 (try again)."""


class Connection(extensions.connection):
    """A connection that knows what it has prepared: the text of each statement, and its name once it has one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements: OrderedDict[str, str] = OrderedDict()
        self.mark = ""

    def put_mark(self) -> None:
        """Begin with no statement, here and in the session, and mark the session as this connection's."""
        self.statements.clear()
        self.mark = secrets.token_hex(4)
        with self.cursor() as cursor:
            cursor.execute(
                f"DEALLOCATE ALL; {PLANNED_ONCE}; {READ_ANYWHERE}; SET SESSION {MARK} = '{self.mark}'"
            )

    def found_mark(self, mark: str | None) -> None:
        """Take all statements for lost unless the session bears the mark of this connection."""
        if not mark or mark != self.mark:
            self.put_mark()


class Cursor(extensions.cursor):
    """A cursor that executes a known statement by its name."""

    connection: Connection

    def execute(self, sql: Any, values: Any = None) -> None:
        """Execute a statement; one with ``Values`` is prepared the second time it comes."""
        known = isinstance(values, Values) and self.connection.mark
        name = self._name_of(sql, values) if known else ""
        if not name:
            return super().execute(sql, values)
        given = ", ".join(f"%({each})s" for each in values)
        with suppress(errors.InvalidSqlStatementName, errors.FeatureNotSupported):
            return super().execute(f"EXECUTE {name}{f' ({given})' if given else ''}", values)
        # Lost in the middle of a transaction, or a table changed its columns under a running portal.
        self.connection.mark = ""
        if self.connection.status != extensions.STATUS_READY:
            raise Lost("A prepared statement is no longer valid.")
        return super().execute(sql, values)

    def execute_first(self, sql: str, values: Mapping[str, Any]) -> None:
        """Execute the first statement of a transaction, prepared; where it was lost, the transaction begins again."""
        try:
            self.execute(sql, Values(values))
        except Lost:
            self.connection.rollback()
            self.execute(sql, values)

    def _name_of(self, sql: str, values: Mapping[str, Any]) -> str:
        """Return the statement's name on this connection; empty when it is met for the first time."""
        known = self.connection.statements
        name = known.get(sql)
        if name is None:
            known[sql] = ""
        elif not name:
            name = f"psp_{self.connection.mark}_{secrets.token_hex(4)}"
            types = ", ".join(TYPES.get(type(value), "unknown") for value in values.values())
            text = sql % {each: f"${place}" for place, each in enumerate(values, 1)}
            super().execute(f"PREPARE {name}{f' ({types})' if types else ''} AS {text}")
            known[sql] = name  # not before: a refused statement is prepared the next time
        known.move_to_end(sql)
        if len(known) > MAX_STATEMENTS:
            text, oldest = next(iter(known.items()))
            if oldest:
                super().execute(f"DEALLOCATE {oldest}")
            del known[text]
        return name or ""
