"""Query conditions from database functions that return ids; policies apply to the rows found."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Expression, F, Func, QuerySet, TextField, Value


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


def among_many(name: str, *arguments: Any) -> Func:
    """Return the same condition for a function that may return thousands of ids, in a query of one short table.

    ``= ANY`` compares each row with each id; PostgreSQL hashes what ``IN (SELECT …)`` returns. Without ``DISTINCT`` it
    expects 200 different ids, however many there are, and looks each of them up.

    Arguments: as for ``among``.
    """
    given = [each if isinstance(each, Expression) else Value(each) for each in arguments]
    found = Func(
        *given, function=name, template="SELECT DISTINCT unnest(%(function)s(%(expressions)s))"
    )
    return Func(
        F("pk"),
        found,
        arg_joiner=" IN (",
        template="%(expressions)s)",
        output_field=BooleanField(),
    )


def one_of(found: QuerySet[Any, Any], key: str = "pk") -> Func:
    """Return a condition ``key = ANY (ARRAY (SELECT …))`` whose sub-query runs first.

    ``IN (SELECT …)`` is a join, which PostgreSQL orders by its row estimates; behind row security
    these are low, and it reads every outer row to find the few of the sub-query. Their order is left out
    unless a limit depends on it.
    """
    return Func(
        F(key),
        ArraySubquery(found if found.query.is_sliced else found.order_by()),
        arg_joiner=" = ANY (",
        template="%(expressions)s)",
        output_field=BooleanField(),
    )


def first_of_each(of_one: Callable[[Func], QuerySet[Any, Any]], values: Iterable[str]) -> Func:
    """Return a condition: the row's key is among those that a sub-query finds for one of several words.

    The sub-query is asked for each word, and reads no further than its own limit. PostgreSQL expects ten of ``unnest``,
    whatever they are, and looks each up by its key; one array compared by ``= ANY`` would seem too many to look up.

    Arguments:
        of_one: makes the sub-query of keys from an expression that is one of the words.
        values: the words, which are constants of the program.
    """
    words = ", ".join(f"'{each}'" for each in values)
    found = ArraySubquery(of_one(Func(template="of_each.word", output_field=TextField())))
    return Func(
        F("pk"),
        found,
        arg_joiner=" IN (SELECT unnest(",
        template=f"%(expressions)s) FROM unnest(ARRAY[{words}]) AS of_each (word))",
        output_field=BooleanField(),
    )


def listed(ids: str) -> Func:
    """Return a condition: the row's number is among those of a text such as "3,14", one value for a kept statement.

    A sub-query reads the text once; a plan for any value would read it for each row.

    Arguments:
        ids: the numbers, with commas between them.
    """
    numbers = Func(Value(ids), Value(","), function="string_to_array")
    return Func(
        F("pk"),
        numbers,
        arg_joiner=" = ANY ((SELECT ",
        template="%(expressions)s)::bigint[])",
        output_field=BooleanField(),
    )
