"""Rows of other tables as a column of a statement: JSON of the few fields that are shown, made into instances again.

So a page about many rows asks once, however many tables it shows of each. A field that was left out is read when
somebody asks for it, as Django does with deferred fields.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Func, Model, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

M = TypeVar("M", bound=Model)
Embedded = Mapping[str, Any]


def fields(names: Iterable[str], prefix: str = "") -> JSONObject:
    """Return columns as one JSON object.

    Arguments:
        names: the columns, by their ``attname``: a key ends with ``_id``.
        prefix: the way to the table they are of, such as ``user__``.
    """
    return JSONObject(**{name: f"{prefix}{name}" for name in names})


def listed(names: Iterable[str | Combinable]) -> Func:
    """Return columns as the text of a JSON list, for ``read``: of many rows few are looked at.

    Arguments:
        names: the columns or expressions, in the order of the list.
    """
    # Django's JSONArray has PostgreSQL make a value of type jsonb, and write that.
    return Func(
        *names,
        function="JSON_ARRAY",
        template="%(function)s(%(expressions)s NULL ON NULL RETURNING TEXT)",
        output_field=TextField(),
    )


def read(text: str) -> list[Any]:
    """Return the values of a text that ``listed`` made; days and times are texts."""
    found: list[Any] = json.loads(text)
    return found


def read_all(texts: str) -> list[list[Any]]:
    """Return the values of several such texts, with commas between them."""
    found: list[list[Any]] = json.loads(f"[{texts}]")
    return found


def columns_of(model: type[Model], *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of a model's columns, for ``fields``; without those of ``but``."""
    left_out = set(but)
    names = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in names if name not in left_out)


def rows(found: QuerySet[Any, Any], names: Iterable[str], **related: JSONObject) -> ArraySubquery:
    """Return rows that a query finds for each row of another as one column: a list of JSON objects.

    Arguments:
        names: the columns, as ``fields`` takes them.
        related: the ``fields`` of what each row leads to, by the key's name.
    """
    row = JSONObject(**{name: name for name in names}, **related)
    return ArraySubquery(found.values(row=row))


def made(model: type[M], row: Embedded, **related: type[Model]) -> M:
    """Return the instance that a JSON object of ``fields`` or ``rows`` tells of, with the other fields deferred.

    Arguments:
        related: the models of what the row leads to, by the key's name; None is set where there is nothing.
    """
    found = [field for field in model._meta.concrete_fields if field.attname in row]
    values = [field.to_python(row[field.attname]) for field in found]
    instance = model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in found], values)
    for key, other in related.items():
        told = row[key]
        setattr(instance, key, None if told["id"] is None else made(other, told))
    return instance
