"""The columns that every source has, so that one statement can hold them all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    DateField,
    DateTimeField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, JSONObject

from foundation.accounts.models import User
from foundation.calendars.days import end_of, first_day, start_of
from foundation.tenancy.functions import one_of
from foundation.workflow.cursors import Position

AT, KEY = "timeline_at", "timeline_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of a site's timeline is asked for.

    Attributes:
        site_id: the site.
        zone: the site's time zone, in which its days are.
        now: the instant; what comes later is no part of it.
        most: the most rows.
        source: only that noun; empty for all.
        area_id: only what is about that core area.
        first: the first day; None for the beginning.
        last: the last day; None for today.
        after: the row it continues after; None for the newest.
        on_paper: whether it is printed, so that federal items are left out for every reader.
        today: the site's day, where ``now`` is only filled in later; None for that of ``now``.
    """

    site_id: int
    zone: str
    now: datetime
    most: int
    source: str = ""
    area_id: int | None = None
    first: date | None = None
    last: date | None = None
    after: Position | None = None
    on_paper: bool = False
    today: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """What happened, as the database tells it; a process reads it once, so it is only equal to itself.

    Attributes:
        at: when; for what is a day, the day's beginning at the site.
        key: its kind and key; with the time it is its place in the list.
        kind: the slug of its kind.
        subject: the key of its row.
        day: the day, in the site's calendar; None for what has a time.
        number: its public handle, such as a request's; may be empty.
        title: what to call it.
        who: who did it; may be empty.
        note: the reason, or more about it; may be empty.
        detail: what else its words are made of.
    """

    at: datetime
    key: str
    kind: str
    subject: str
    day: date | None
    number: str
    title: str
    who: str
    note: str
    detail: dict[str, Any]


def happened(
    rows: QuerySet[Any, Any],
    asked: Asked,
    *,
    kind: str,
    at: str = "",
    day: str = "",
    number: str | Combinable = "",
    title: str | Combinable = "",
    who: str | Combinable = "",
    note: str | Combinable = "",
    by_index: bool = False,
    **detail: Any,
) -> QuerySet[Any, Any]:
    """Turn rows that happened into the columns of ``Row``: those of the site and period, newest first, limited.

    Arguments:
        rows: the rows the actor sees.
        asked: the part of the timeline that is asked for.
        kind: the kind's slug.
        at: the name of the column with the time; exactly one of ``at`` and ``day`` is given.
        day: the name of the column with the day.
        number: the item's handle, or an expression.
        title: what to call it, or an expression.
        who: who did it, or an expression.
        note: more about it, or an expression.
        by_index: whether the newest are found first, by an index that has all that their policy asks for: PostgreSQL
            would read every row of the site.
        detail: further expressions for the kind's words.
    """
    place = {
        AT: Cast(F(at), DateTimeField()) if at else _beginning(day, asked.zone),
        KEY: Concat(Value(f"{kind}:"), Cast(F("pk"), TextField()), output_field=TextField()),
    }
    told = {
        "timeline_kind": _text(kind),
        "timeline_subject": _text(F("pk")),
        "timeline_day": Cast(F(day) if day else Value(None), DateField()),
        "timeline_number": _text(number),
        "timeline_title": _text(title),
        "timeline_who": _text(who),
        "timeline_note": _text(note),
        # As text, which a process reads once.
        "timeline_detail": _text(JSONObject(**detail) if detail else "{}"),
    }
    # The column itself comes first: its index has the newest rows of a site in order.
    order = f"-{at or day}", f"-{KEY}"
    found = rows.filter(_period(asked, at, day), site_id=asked.site_id).annotate(**place)
    found = _continued(found, asked, at, day)
    if by_index:
        first = found.order_by(*order).values("pk")[: asked.most]
        found = rows.model.objects.filter(one_of(first)).annotate(**place)
    newest = found.annotate(**told).order_by(*order)[: asked.most]
    shown: QuerySet[Any, Any] = newest.values_list(*place, *told)
    return shown


def name_of(person: str) -> Subquery:
    """Find the name of the person a row names, after the limit: a join would find that of every row of the site.

    Arguments:
        person: the key to the person, such as ``made_by``.
    """
    found = User.objects.filter(pk=OuterRef(f"{person}_id")).order_by()
    return Subquery(found.values("name"))


def _period(asked: Asked, at: str, day: str) -> Q:
    """Return the filter of a column: from the first day asked for to the last, and nothing yet to come."""
    last = asked.last
    if day:
        today = asked.today or first_day(asked.now, asked.zone)
        found = Q(**{f"{day}__lte": min(last, today) if last else today})
        return found & Q(**{f"{day}__gte": asked.first}) if asked.first else found
    found = Q(**{f"{at}__lte": asked.now})
    if last:
        found &= Q(**{f"{at}__lt": end_of(last, asked.zone)})
    return found & Q(**{f"{at}__gte": start_of(asked.first, asked.zone)}) if asked.first else found


def _continued(rows: Any, asked: Asked, at: str, day: str) -> Any:
    """Leave out what comes before the row the page continues after, by an index and then exactly."""
    if asked.after is None:
        return rows
    instant, key = asked.after
    # A day more, because a day begins before its own times; the exact filter follows.
    bound = {f"{day}__lte": first_day(instant, asked.zone) + timedelta(days=1)} if day else {}
    bound |= {f"{at}__lte": instant} if at else {}
    earlier = Q(**{f"{AT}__lt": instant}) | Q(**{AT: instant, f"{KEY}__lt": key})
    return rows.filter(earlier, **bound)


def _beginning(day: str, zone: str) -> Func:
    """Find the instant when a day begins at the site."""
    return Func(
        F(day),
        Value(zone),
        template="(%(expressions)s)",
        arg_joiner="::timestamp AT TIME ZONE ",
        output_field=DateTimeField(),
    )


def _text(value: str | Combinable) -> Cast:
    return Cast(Value(value) if isinstance(value, str) else value, TextField())
