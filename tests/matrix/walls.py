"""Switch off one protection: row-level security, Python's filters, or both on one table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet

from foundation.accounts.compiled import Compiled
from tta_requests.models import TTARequest, TTARequestQuerySet
from tta_requests.querysets import requests

# Queryset methods that filter by Actor: without them Python lets everything through.
ASKING = ("visible_to", "with_work_visible_to", "without_others_drafts", "readable_by")


def guarded_tables() -> list[str]:
    """Return every table behind row-level security."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        return sorted(name for (name,) in cursor.fetchall())


@contextmanager
def database_open(*tables: str) -> Iterator[None]:
    """Switch off row-level security on these tables; on all if none is named."""
    names = tables or guarded_tables()
    _alter(names, "DISABLE")
    try:
        yield
    finally:
        _alter(names, "ENABLE")


def _alter(names: Any, word: str) -> None:
    connections["default"].close()  # its locks would block us
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" {word} ROW LEVEL SECURITY')


def python_open(patch: pytest.MonkeyPatch, *only: type) -> list[str]:
    """Make every filter by Actor return everything; return the names of these filters."""
    taken = []
    for each in Compiled.every:  # no text from before is used, and none from here afterward
        patch.setattr(each, "_kept", each._kept)
        each.forget()
    for cls in _below(QuerySet):
        for name in ASKING:
            if name in vars(cls) and (not only or cls in only):
                patch.setattr(cls, name, _everything())
                taken.append(f"{cls.__name__}.{name}")
    if not only or TTARequestQuerySet in only:  # shares are another table: a function asks both
        patch.setattr(requests, "visible_to", lambda _actor: TTARequest.objects.all())
        taken.append("requests.visible_to")
    return taken


def _below(cls: type) -> Iterator[type]:
    for child in cls.__subclasses__():
        yield child
        yield from _below(child)


def _everything() -> Callable[..., Any]:
    return lambda self, *_args, **_kwargs: self.all()
