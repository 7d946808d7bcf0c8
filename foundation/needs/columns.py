"""The columns that every query of needs has, so that one statement can hold them all."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    Func,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject

from foundation.ui.rows import row


@row()
class Row:
    """A need as the database tells it; the site's name and zone are found after it.

    Attributes:
        cause: the slug of the cause.
        subject: the key of the row that waits, such as an offer's.
        thing: the key of the item on whose page the reader finds it, such as a request's; may be empty.
        site_id: the site it belongs to; None for what belongs to none.
        number: the item's public handle; may be empty.
        title: what to call it; never leaves the portal (PRODUCT section 4).
        since: when it began to wait.
        warn_at: when its clock is at risk.
        due_at: by when; None where no clock runs.
        details: what else the cause's words are made of, as the text of a JSON object.
        where: the site's name.
        zone: the site's time zone.
    """

    cause: str
    subject: str
    thing: str
    site_id: int | None
    number: str
    title: str
    since: datetime | None
    warn_at: datetime | None
    due_at: datetime | None
    details: str
    where: str = ""
    zone: str = ""

    @property
    def detail(self) -> Mapping[str, Any]:
        """What else the cause's words are made of: read only when it's asked for, because a count needs none of it."""
        return _read(self.details)


# Words ask for several values of one row; rows of one kind often tell the same.
@lru_cache(maxsize=256)
def _read(details: str) -> Mapping[str, Any]:
    return MappingProxyType(json.loads(details))


def needing(
    rows: QuerySet[Any, Any],
    *,
    cause: str | Combinable,
    thing: Combinable | None = None,
    site: str | None = "site",
    number: str | Combinable = "",
    title: str | Combinable = "",
    since: Combinable | None = None,
    warn_at: Combinable | None = None,
    due_at: Combinable | None = None,
    **detail: Any,
) -> QuerySet[Any, Any]:
    """Turn rows that wait for a reader into the columns of ``Row``, ready for one UNION ALL.

    Arguments:
        rows: rows that wait for the reader, each for one cause; limited, where there can be many.
        cause: the cause's slug, or an expression that finds it; a row for which it finds none is left out.
        thing: the key of the item they are part of.
        site: the way to the site, empty where the rows are sites; None for rows of no site.
        number: the item's handle, or an expression.
        title: what to call it, or an expression.
        since: when it began to wait.
        warn_at: when its clock is at risk.
        due_at: by when.
        detail: further expressions for the cause's words.
    """
    key = f"{site}_id" if site else "pk"
    columns = {
        "need_cause": _text(cause),
        "need_subject": _text(F("pk")),
        "need_thing": _text(thing if thing is not None else ""),
        "need_site": Cast(Value(None) if site is None else F(key), BigIntegerField()),
        "need_number": _text(number),
        "need_title": _text(title),
        "need_since": _instant(since),
        "need_warn_at": _instant(warn_at),
        "need_due_at": _instant(due_at),
        "need_details": _text(JSONObject(**detail) if detail else "{}"),
    }
    found: QuerySet[Any, Any] = rows.annotate(**columns).values_list(*columns)
    return found


def end_of(day: Combinable, zone: str | Combinable = "site__time_zone") -> Func:
    """Find the instant at which a business day ends (17:00) in a zone, or that of the site that ``zone`` leads to."""
    return Func(
        day,
        F(zone) if isinstance(zone, str) else zone,
        template="((%(expressions)s))",
        arg_joiner=" + time '17:00') AT TIME ZONE (",
        output_field=DateTimeField(),
    )


def day_at(instant: datetime | Combinable, zone: str | Combinable = "site__time_zone") -> Func:
    """Find the day of an instant, or of a column, in a zone, or that of the site that ``zone`` leads to."""
    return Func(
        Value(instant, output_field=DateTimeField()) if isinstance(instant, datetime) else instant,
        F(zone) if isinstance(zone, str) else zone,
        template="((%(expressions)s))::date",
        arg_joiner=" AT TIME ZONE ",
        output_field=DateField(),
    )


def _text(value: str | Combinable) -> Cast:
    return Cast(Value(value) if isinstance(value, str) else value, TextField())


def _instant(value: Combinable | None) -> Cast:
    return Cast(Value(None) if value is None else value, DateTimeField())
