"""Asking the database's own functions that answer with ids: what they find is read through the policies."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet, Value


def among(name: str, *arguments: Any) -> Func:
    """Return a condition: the row is one whose id a function of a migration gives.

    ``id = ANY ((SELECT …))`` asks once, before anything is read; ``IN`` is a join, which may ask row by row.

    Arguments:
        name: the function's, such as ``app_search_requests``; never what somebody typed.
        arguments: what it takes, in order.
    """
    given = [Value(argument) for argument in arguments]
    found = Func(*given, function=name, template="(SELECT %(function)s(%(expressions)s))::uuid[]")
    return Func(
        F("pk"),
        found,
        arg_joiner=" = ANY (",
        template="%(expressions)s)",
        output_field=BooleanField(),
    )


def one_of(found: QuerySet[Any, Any]) -> Func:
    """``id = ANY (ARRAY (SELECT …))``: the sub-query is carried out first.

    ``IN (SELECT …)`` is a join, which PostgreSQL orders by what it expects; behind row security it
    expects little, and reads every row outside to find the few of the sub-query.
    """
    return Func(
        F("pk"),
        ArraySubquery(found),
        arg_joiner=" = ANY (",
        template="%(expressions)s)",
        output_field=BooleanField(),
    )
