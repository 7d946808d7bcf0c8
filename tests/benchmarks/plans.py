"""What PostgreSQL does for a page's queries: the plan, the rows and pages read."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from unittest import mock

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test.utils import CaptureQueriesContext

from foundation.accounts.actions import note_visit
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic

REQUESTS = "tta_requests_ttarequest"
# PostgreSQL left to itself may use one plan for all values from the sixth execution on, and ours do from the second
# (ADR 91): the seventh is looked at.
TIMES = 6
PREPARED = "EXECUTE "
READS = ("SELECT", "(SELECT", "WITH", PREPARED)
# pghistory sets who acts before each statement that doesn't begin with SELECT: a union begins with a bracket.
SETS_WHO_ACTS = re.compile(
    r"SELECT set_config\('pghistory.+?, true\); (?=\(SELECT|SELECT|WITH)", re.DOTALL
)
# Long enough ago that most messages count as new.
LAST_HERE = timedelta(days=2000)


@dataclass(frozen=True)
class Plan:
    """A plan that was executed, as EXPLAIN shows it."""

    tree: dict[str, Any]

    def read_whole(self, tables: set[str]) -> set[str]:
        """Return those of the tables that were scanned completely."""
        return {
            node["Relation Name"]
            for node in _nodes(self.tree)
            if node["Node Type"] == "Seq Scan"
            and node["Actual Loops"]
            and node["Relation Name"] in tables
        }

    def rows_of(self, table: str) -> int:
        """Return how many rows of a table were looked at, whether they were kept or not."""
        on_it = [node for node in _nodes(self.tree) if node.get("Relation Name") == table]
        return round(sum(_looked_at(node) * node["Actual Loops"] for node in on_it))

    @cached_property
    def on_requests(self) -> list[dict[str, Any]]:
        """The nodes that read the table of requests."""
        return [node for node in _nodes(self.tree) if node.get("Relation Name") == REQUESTS]

    @property
    def scans(self) -> set[str]:
        """How the table of requests was read: ``Index Scan``, ``Seq Scan``."""
        return {node["Node Type"] for node in self.on_requests}

    @property
    def indexes(self) -> set[str]:
        """The indexes of requests that were used."""
        under = [each for node in self.on_requests for each in _nodes(node)]
        return {node["Index Name"] for node in under if "Index Name" in node}

    @property
    def rows(self) -> int:
        """Rows of requests, or index entries, that were read, whether shown or discarded."""
        return round(sum(_looked_at(node) * node["Actual Loops"] for node in self._reading))

    @property
    def _reading(self) -> list[dict[str, Any]]:
        """Heap and bitmap index scans: with a bitmap, the work is in the index."""
        under = [each for node in self.on_requests for each in _nodes(node)]
        return [n for n in under if n in self.on_requests or n["Node Type"] == "Bitmap Index Scan"]

    @property
    def pages(self) -> int:
        """Pages of 8 kB that the whole statement touched."""
        return int(self.tree["Shared Hit Blocks"] + self.tree["Shared Read Blocks"])

    @property
    def milliseconds(self) -> float:
        """How long execution took."""
        return float(self.tree["Actual Total Time"])

    def told(self) -> str:
        """Describe every node with what it read, for the person who must fix it."""
        return "\n".join(
            f"{node['Shared Hit Blocks'] + node['Shared Read Blocks']:7} pages {node['Actual Rows']} rows "
            f"x {node['Actual Loops']}: {node['Node Type']} {node.get('Relation Name', '')} "
            f"{node.get('Index Name', '')} {node.get('Filter', '')}"
            for node in _nodes(self.tree)
        )

    def __str__(self) -> str:
        names = ", ".join(sorted(self.indexes)) or "no index"
        return f"{self.rows} rows, {self.pages} pages, {names}"


def statements_of(user: User, client: Any, address: str) -> list[str]:
    """Return the queries of one page, without the savepoints of the test's transaction."""
    with clock.shifted(-LAST_HERE):
        note_visit(user.pk)
    client.force_login(user)
    for _ in range(TIMES):
        client.get(address)
    with executed(), CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]


@contextmanager
def executed() -> Iterator[None]:
    """Have captured statements be what PostgreSQL got: the name and values of a prepared one, which can be explained."""
    asked = DatabaseOperations(connection).last_executed_query
    with mock.patch.object(connection.ops, "last_executed_query", asked):
        yield


def plan_of_list(user: User, client: Any, address: str) -> Plan:
    """Execute the list's own query again as that person, and return its plan."""
    [statement] = [
        sql
        for sql in statements_of(user, client, address)
        if f'FROM "{REQUESTS}"' in text_of(sql) and "LIMIT 26" in text_of(sql)
    ]
    [plan] = plans_of(user, [statement])
    return plan


def plans_of(user: User, statements: list[str]) -> list[Plan]:
    """Execute a page's queries again as that person, and return the plans; skip settings."""
    plans = []
    with acting_atomic(f"user:{user.pk}"), connection.cursor() as cursor:
        for captured in statements:
            statement = SETS_WHO_ACTS.sub("", captured, count=1)
            if not statement.startswith(READS) or "set_config" in statement:
                continue
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
            told = cursor.fetchone()[0]
            plans.append(Plan((json.loads(told) if isinstance(told, str) else told)[0]["Plan"]))
    return plans


def text_of(statement: str) -> str:
    """Return the text of a statement, which for a prepared one the connection knows."""
    if not statement.startswith(PREPARED):
        return statement
    name = statement.split()[1]
    known: dict[str, str] = connection.connection.statements
    return next(text for text, given in known.items() if given == name)


def large_tables() -> set[str]:
    """Return tables with more than ten thousand rows, by the statistics."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > 10000")
        return {name for (name,) in cursor.fetchall()}


def _nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for child in tree.get("Plans", ()):
        yield from _nodes(child)


def _looked_at(node: dict[str, Any]) -> float:
    thrown = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float(node["Actual Rows"] + thrown)
