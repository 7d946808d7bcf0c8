"""Query conditions from database functions that return ids; policies apply to the rows found."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Expression, F, Func, QuerySet, Value


def among(name: str, *arguments: Any) -> Func:
    """Return a condition: the row's id is among those that a database function returns.

    ``id = ANY ((SELECT …))`` calls the function once, before any row is read; ``IN`` is a join,
    which may call it for each row.

    Arguments:
        name: the function's name, such as ``app_search_requests``; never user input.
        arguments: its arguments, in order: values, or expressions.
    """
    given = [each if isinstance(each, Expression) else Value(each) for each in arguments]
    found = Func(*given, function=name, template="(SELECT %(function)s(%(expressions)s))::uuid[]")
    return Func(
        F("pk"),
        found,
        arg_joiner=" = ANY (",
        template="%(expressions)s)",
        output_field=BooleanField(),
    )


def one_of(found: QuerySet[Any, Any], key: str = "pk") -> Func:
    """Return a condition ``key = ANY (ARRAY (SELECT …))`` whose sub-query runs first.

    ``IN (SELECT …)`` is a join, which PostgreSQL orders by its row estimates; behind row security
    these are low, and it reads every outer row to find the few of the sub-query.
    """
    return Func(
        F(key),
        ArraySubquery(found),
        arg_joiner=" = ANY (",
        template="%(expressions)s)",
        output_field=BooleanField(),
    )


def in_one_select(found: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """Compile a compound query to one SELECT with its values; None if it finds nothing whatever the rows are.

    Django begins a compound query with a parenthesis, which pghistory 3.9 takes for a write: it would put
    two settings of its context before the statement.
    """
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"SELECT * FROM ({sql}) AS found", tuple(values)  # noqa: S608 -- compiled by Django


def rows_found(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Execute a compiled query; return its rows as the driver reads them, JSON as text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor)
