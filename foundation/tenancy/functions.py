"""Asking the database's own functions that answer with ids: what they find is read through the policies."""

from typing import Any

from django.db.models import BooleanField, F, Func, Value


def among(name: str, *arguments: Any) -> Func:
    """A condition: the row is one whose id a function of a migration gives.

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
