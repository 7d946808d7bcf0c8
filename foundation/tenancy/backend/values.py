"""Turn values that PostgreSQL cannot store into a bad request, wherever they came from.

Text with NUL, lone surrogates, numbers and dates beyond the column's range: the driver and the
server refuse each in a different way. Here, on the way to the database, they become one error that
Django answers with 400, whether they came in a URL, a form, a cookie or JSON.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DataError

# Data exceptions that a value alone can cause: wrong range, type or encoding.
VALUES = frozenset({"22003", "22007", "22008", "22009", "22021", "22P02", "22P03", "22P05"})


class Unstorable(SuspiciousOperation, DataError):
    """A value that no column can store."""


def refuse_unstorable(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 -- Django's signature
    context: dict[str, Any],
) -> Any:
    """Run a statement, as an execute wrapper, and convert errors about its values.

    Raises:
        Unstorable: when no column can store one of its values.
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
