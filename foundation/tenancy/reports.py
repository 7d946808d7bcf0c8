"""Error reports without row data.

A database error's message, its DETAIL and CONTEXT, and the statement the driver shows with it
contain values of rows. Logs, and what the outbox stores of a failure, get what a person needs to
find the cause: the kind of error, its SQLSTATE, the names of constraint, table and column, and the
lines of the code.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import psycopg2
from django.db import Error as DjangoError

NAMES = ("schema_name", "table_name", "column_name", "constraint_name", "datatype_name")
# Classes of errors whose first line PostgreSQL writes without values: connections, transactions,
# locks, resources, privileges and names of tables.
PLAIN = ("08", "25", "28", "3D", "40", "42501", "42703", "42P01", "53", "55", "57", "58")
CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"

_make_record = logging.LogRecord


def described(error: BaseException) -> str:
    """Describe an error in one or more lines; a database error without values of rows."""
    if not _is_of_the_database(error):
        return "".join(traceback.format_exception_only(error)).rstrip("\n")
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    driver = error if isinstance(error, psycopg2.Error) else error.__cause__
    if not isinstance(driver, psycopg2.Error):
        return name  # Django's own message may repeat the value
    code, told = driver.pgcode, driver.diag
    if code is None:  # no connection: the driver's message about it, and no statement yet
        known = isinstance(driver, psycopg2.OperationalError) and not told.message_primary
        return f"{name}: {driver}".rstrip() if known else name
    parts = [f"SQLSTATE {code}"]
    parts += [
        f"{each.removesuffix('_name')} {value}" for each in NAMES if (value := getattr(told, each))
    ]
    if code.startswith(PLAIN) and told.message_primary:
        parts.append(told.message_primary)
    return f"{name}: {', '.join(parts)}"


def trace(error: BaseException) -> str:
    """Return the whole traceback with its causes, in Python's format, without values of rows."""
    return "".join(_chain(error, set()))


def scrubbed(text: str, error: BaseException) -> str:
    """Return a text with an error's own message, if it occurs in it, replaced by a safe one."""
    for each in _every(error, set()):
        if _is_of_the_database(each):
            told = described(each)
            for words in sorted(_words(each), key=len, reverse=True):
                if words not in told:
                    text = text.replace(words, told)
    return text


def quiet_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """Create a log record whose error has no values of rows, whichever handler takes it."""
    record = _make_record(*args, **kwargs)
    given = record.args if isinstance(record.args, tuple) else ()
    errors = [each for each in given if isinstance(each, BaseException)]
    if isinstance(record.exc_info, tuple) and isinstance(record.exc_info[1], BaseException):
        errors.append(record.exc_info[1])
    if not any(_is_of_the_database(each) for error in errors for each in _every(error, set())):
        return record
    text = record.getMessage()
    for error in errors:
        text = scrubbed(text, error)
    record.msg, record.args = text, ()
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text = trace(record.exc_info[1]).rstrip("\n")
        record.exc_info = None
    return record


def quiet_end(
    kind: type[BaseException], error: BaseException, frames: TracebackType | None
) -> None:
    """Print why a command ends, as ``sys.excepthook`` does, without values of rows."""
    if any(_is_of_the_database(each) for each in _every(error, set())):
        sys.stderr.write(trace(error))
    else:
        sys.__excepthook__(kind, error, frames)


def keep_rows_out_of_logs() -> None:
    """Set up this process so that every log record and its final traceback omit values of rows."""
    logging.setLogRecordFactory(quiet_record)
    sys.excepthook = quiet_end


def _is_of_the_database(error: BaseException) -> bool:
    return isinstance(error, psycopg2.Error | DjangoError)


def _words(error: BaseException) -> set[str]:
    """Return the forms in which an error's text may occur in another text."""
    text = str(error)
    found = {text, repr(error), text.strip(), repr(text)[1:-1], *text.splitlines()}
    return {words for words in found if len(words) > 3}


def _every(error: BaseException, seen: set[int]) -> Iterator[BaseException]:
    """Yield the error and its causes."""
    if id(error) in seen:
        return
    seen.add(id(error))
    yield error
    for behind in (error.__cause__, error.__context__):
        if behind is not None:
            yield from _every(behind, seen)


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    if error.__cause__ is not None:
        yield from _chain(error.__cause__, seen)
        yield CAUSED
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _chain(error.__context__, seen)
        yield DURING
    yield from _lines(error.__traceback__)
    yield scrubbed(described(error), error) + "\n"


def _lines(frames: TracebackType | None) -> Iterator[str]:
    if frames is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(frames)
