"""Values that PostgreSQL cannot keep are a bad request, wherever in it they stood.

Text with NUL, half characters (lone surrogates), numbers and days beyond the column's: the driver and
the server refuse each in a way of its own. Here, on the way to the database, they become one error that
Django answers with 400, whether they came in an address, a form, a cookie or JSON.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DataError

# Data exceptions a value alone can cause: out of range, not of the type, not of the encoding.
VALUES = frozenset({"22003", "22007", "22008", "22009", "22021", "22P02", "22P03", "22P05"})


class Unstorable(SuspiciousOperation, DataError):
    """A value no column can hold was given."""


def refuse_unstorable(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 -- Django's signature
    context: dict[str, Any],
) -> Any:
    """Run a statement; an execute wrapper.

    Raises:
        Unstorable: when a value in it can be kept by no column.
    """
    try:
        return execute(sql, params, many, context)
    except DataError as error:
        if getattr(error.__cause__, "pgcode", None) in VALUES:
            raise Unstorable("A value cannot be stored.") from error
        raise
    except UnicodeEncodeError as error:
        raise Unstorable("Text holds half a character.") from error
    except ValueError as error:
        if "NUL" in str(error):
            raise Unstorable("Text holds a NUL.") from error
        raise
