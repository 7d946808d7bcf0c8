"""Ask what happened at a site: the one answer for the page, the export, and print, in one statement."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import first_day
from foundation.timeline.columns import AT, KEY, Asked, Row
from foundation.timeline.registry import Kind, kind_of, sources
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.told import Told, united

# Stands for the instant in what a kept text is found by.
AT_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# Rows that a process remembers: a site's newest are the same on its next page.
MAX_READ = 4096
PLACES = Cursors("timeline", lambda row: Position(row.at, row.key), read_pk=str)


class Happening(Told[Row, Kind]):
    """Something that happened at a site, as its reader may see it."""

    __slots__ = ()


def timeline_of(actor: Actor, asked: Asked) -> list[Happening]:
    """Find what the actor sees of a site's timeline, newest first; one statement, none for a visitor."""
    return [_happening(row) for row in _rows(actor, asked)]


@lru_cache(maxsize=MAX_READ)
def _happening(row: Row) -> Happening:
    return Happening(row, kind_of(row.kind))


def _rows(actor: Actor, asked: Asked) -> list[Row]:
    if actor.user_id is None:
        return []
    if asked.first or asked.last or asked.after:  # a kept text would hold these days and this place
        return newest(_parts(actor, asked), asked)
    today = first_day(asked.now, asked.zone)  # known, so that PostgreSQL plans with it
    found = _from_now.at(asked.now, actor, replace(asked, now=AT_ANY_TIME, today=today))
    return list(map(_row, found))


@lru_cache(maxsize=MAX_READ)
def _row(columns: tuple[Any, ...]) -> Row:
    return Row(*(*columns[:-1], json.loads(columns[-1])))


@Compiled
def _from_now(actor: Actor, asked: Asked) -> QuerySet[Any, Any]:
    """Find the newest page; its text is kept, because Django builds it for longer than PostgreSQL reads."""
    parts = _parts(actor, replace(asked, now=clock.now()))
    return _in_order(parts, asked) if parts else User.objects.none().values_list("pk")


def newest(parts: Sequence[QuerySet[Any, Any]], asked: Asked) -> list[Row]:
    """Read the newest rows of queries made by ``columns.happened``, in one statement; none without a query."""
    return list(map(_row, _in_order(parts, asked))) if parts else []


def _in_order(parts: Sequence[QuerySet[Any, Any]], asked: Asked) -> QuerySet[Any, Any]:
    first, *others = parts
    if not others:
        return first
    together = first.union(*others, all=True)
    return together.order_by(f"-{AT}", f"-{KEY}")[: asked.most]


def counted(actor: Actor, asked: Asked) -> int:
    """Count what the actor sees of a site's timeline, no further than ``asked.most``; one statement."""
    found = united(_parts(actor, asked))
    return 0 if found is None else min(found.count(), asked.most)


def _parts(actor: Actor, asked: Asked) -> list[QuerySet[Any, Any]]:
    if actor.user_id is None:
        return []
    reader = actor.only_at(asked.site_id)
    return [
        part
        for source in sources()
        if asked.source in {"", source.name} and (source.has_areas or asked.area_id is None)
        for part in source.rows(reader, asked)
    ]
