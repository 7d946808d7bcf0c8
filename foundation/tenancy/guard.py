"""In tests: refuse a statement that names a tenant table without an actor, rows or no rows.

PostgreSQL raises PSP01 only when it reads a row; an empty table would hide the mistake.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import InternalError

from foundation.tenancy.context import principal
from foundation.tenancy.models import tenant_models

_watching: ContextVar[bool] = ContextVar("watching", default=True)


class NoActor(InternalError):
    """A tenant table was queried outside ``acting()``."""


def refuse_without_actor(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 -- Django's signature
    context: dict[str, Any],
) -> Any:
    """Run a statement, as an execute wrapper, unless it names a tenant table without an actor."""
    if _watching.get() and principal() is None:
        named = _tables().search(sql)
        if named:
            raise NoActor(f"no actor: {named[1]} was asked outside acting()")
    return execute(sql, params, many, context)


@contextmanager
def suspended() -> Iterator[None]:
    """Let all statements through inside the block, to test PostgreSQL's own refusal."""
    token = _watching.set(False)
    try:
        yield
    finally:
        _watching.reset(token)


@cache
def _tables() -> re.Pattern[str]:
    names = "|".join(re.escape(model._meta.db_table) for model in tenant_models())
    return re.compile(rf'"({names})"')
