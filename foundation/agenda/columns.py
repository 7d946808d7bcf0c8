"""The columns that every source has, so that one statement can hold them all."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    DateTimeField,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, JSONObject

from foundation.agenda.enums import EntryState
from foundation.audit.events import events_of


@dataclass(frozen=True, slots=True)
class Row:
    """What has a date, as the database tells it.

    Attributes:
        kind: the slug of its kind.
        subject: the key of its row; with the kind it is the same for ever.
        site_id: the site it belongs to; None for what belongs to none.
        where: the site's name; empty for what belongs to none.
        zone: the time zone of its days.
        number: its public handle, such as a request's; may be empty.
        title: what to call it; never leaves the portal (PRODUCT section 4).
        day: the day, in the site's calendar; None for what has a time.
        at: the time; None for what is a day.
        last_day: the last of several days; None for one day and for what has a time.
        ends_at: when what has a time ends; None where only its beginning counts.
        state: whether it is still to come about.
        revision: how often it was changed; never falls.
        changed_at: when it was last changed; None if that is not known.
        detail: what else its words are made of.
    """

    kind: str
    subject: str
    site_id: int | None
    where: str
    zone: str
    number: str
    title: str
    day: date | None
    at: datetime | None
    last_day: date | None
    ends_at: datetime | None
    state: str
    revision: int
    changed_at: datetime | None
    detail: dict[str, Any]


def dated(
    rows: QuerySet[Any, Any],
    *,
    kind: str | Combinable,
    subject: str | Combinable | None = None,
    zone: str | Combinable | None = None,
    day: Combinable | None = None,
    at: Combinable | None = None,
    last_day: Combinable | None = None,
    ends_at: Combinable | None = None,
    number: str | Combinable = "",
    title: str | Combinable = "",
    state: str | Combinable = EntryState.OPEN.value,
    revision: Combinable | None = None,
    changed_at: Combinable | None = None,
    **detail: Any,
) -> QuerySet[Any, Any]:
    """Turn rows with a date into the columns of ``Row``, ready for one UNION ALL.

    Arguments:
        rows: the rows, limited.
        kind: the kind's slug, or an expression that finds it.
        subject: the key of what has the date, where it isn't the row's own.
        zone: the time zone of the days of what belongs to no site; None for rows of a site.
        day: the day; exactly one of ``day`` and ``at`` is given.
        at: the time.
        last_day: the last day, with a day, of what lasts several.
        ends_at: the end, with a time, of what lasts.
        number: the item's handle, or an expression.
        title: what to call it, or an expression.
        state: a value of ``EntryState``, or an expression.
        revision: how often it was changed.
        changed_at: when it was last changed.
        detail: further expressions for the kind's words.
    """
    columns = {
        "agenda_kind": _text(kind),
        "agenda_subject": _text(F("pk") if subject is None else subject),
        "agenda_site": Cast(F("site_id") if zone is None else Value(None), BigIntegerField()),
        "agenda_where": _text(F("site__name") if zone is None else ""),
        "agenda_zone": _text(F("site__time_zone") if zone is None else zone),
        "agenda_number": _text(number),
        "agenda_title": _text(title),
        "agenda_day": _day(day),
        "agenda_at": _instant(at),
        "agenda_last_day": _day(last_day),
        "agenda_ends_at": _instant(ends_at),
        "agenda_state": _text(state),
        "agenda_revision": Cast(Value(0) if revision is None else revision, IntegerField()),
        "agenda_changed_at": _instant(changed_at),
        "agenda_detail": JSONObject(**detail) if detail else Cast(Value("{}"), JSONField()),
    }
    found: QuerySet[Any, Any] = rows.annotate(**columns).values_list(*columns)
    return found


class Changes(TypedDict):
    """How often a row was written, and when last."""

    revision: Combinable
    changed_at: Combinable


def changes_of(model: Any, key: str = "pk") -> Changes:
    """Find how often rows of a model with a history were written, and when last, for ``dated``; ``key`` leads to the row."""
    events = events_of(model).filter(pgh_obj_id=OuterRef(key))
    counted = events.order_by().values("pgh_obj_id").annotate(n=Count("pk")).values("n")
    return {
        # A reader who may not see the history, such as a provider, gets 0.
        "revision": Coalesce(Subquery(counted), 0),
        "changed_at": Subquery(events.order_by("-pgh_id").values("pgh_created_at")[:1]),
    }


def last_day_at(instant: str, zone: str = "site__time_zone") -> Func:
    """Find the last day, in the zone of the site, of a period that ends at an instant."""
    return Func(
        F(instant),
        F(zone),
        template="((%(expressions)s))::date",
        arg_joiner=" - interval '1 microsecond') AT TIME ZONE (",
        output_field=DateField(),
    )


def _text(value: str | Combinable) -> Cast:
    return Cast(Value(value) if isinstance(value, str) else value, TextField())


def _day(value: Combinable | None) -> Cast:
    return Cast(Value(None) if value is None else value, DateField())


def _instant(value: Combinable | None) -> Cast:
    return Cast(Value(None) if value is None else value, DateTimeField())
