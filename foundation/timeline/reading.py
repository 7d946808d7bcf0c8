"""Ask what happened at a site: the one answer for the page, the export, and print, in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.timeline.columns import AT, KEY, Asked, Row
from foundation.timeline.registry import Kind, kind_of, sources
from foundation.workflow.cursors import Cursors, Position
from foundation.workflow.told import Told, united

PLACES = Cursors("timeline", lambda row: Position(row.at, row.key), read_pk=str)


class Happening(Told[Row, Kind]):
    """Something that happened at a site, as its reader may see it."""

    __slots__ = ()


def timeline_of(actor: Actor, asked: Asked) -> list[Happening]:
    """Find what the actor sees of a site's timeline, newest first; one statement, none for a visitor."""
    return [Happening(row, kind_of(row.kind)) for row in newest(_parts(actor, asked), asked)]


def newest(parts: Sequence[QuerySet[Any, Any]], asked: Asked) -> list[Row]:
    """Read the newest rows of queries made by ``columns.happened``, in one statement; none without a query."""
    found = united(parts)
    if found is None:
        return []
    if parts[1:]:
        found = found.order_by(f"-{AT}", f"-{KEY}")[: asked.most]
    return [Row(*columns) for columns in found]


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
