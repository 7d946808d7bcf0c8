"""What a search found of any room, in the same columns, so that one statement can hold several rooms'."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that was found.

    Attributes:
        kind: what it is; each room has its own names.
        key: what its address is made of.
        title: what to call it.
        about: more to tell it from others by.
        told: the part of its text with the words that were found; empty where names were searched.
        at: when it was made; the newest come first.
    """

    kind: str
    key: str
    title: str
    about: str
    told: str
    at: datetime


def found(
    rows: QuerySet[Any, Any],
    kind: str,
    *,
    key: str | Combinable = "pk",
    title: str,
    about: str,
    told: Combinable | None = None,
) -> QuerySet[Any, Any]:
    """Turn rows with ``made_at``, limited, into the columns of ``Finding``; names are of columns, as ``F`` takes them."""
    columns = {
        "found_kind": Cast(Value(kind), TextField()),
        "found_key": Cast(F(key) if isinstance(key, str) else key, TextField()),
        "found_title": Cast(F(title), TextField()),
        "found_about": Cast(F(about), TextField()),
        "found_told": Cast(Value("") if told is None else told, TextField()),
        "found_at": Cast(F("made_at"), DateTimeField()),
    }
    told_as: QuerySet[Any, Any] = rows.annotate(**columns).values_list(*columns)
    return told_as
