"""Ask what needs an actor: the one answer for My day, the workspace, an item's page, the inbox, the header and the digest."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Within, Words, cause_of, declarations
from foundation.tenancy.functions import in_one_select, rows_found

# The most that one query of a declaration finds: the header counts them on every page, and nobody reads on.
MAX_ROWS = 30
# Statements kept in a process, of some 60 KB: those of the people who work in it now.
MAX_STATEMENTS = 128


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs the reader.

    Attributes:
        row: what the database tells of it.
        cause: why it waits.
        title: what to call it.
        why: the sentence, for this reader.
        due_at: by when; None where no clock runs.
        place: the words in a clock's place where none runs.
    """

    row: Row
    cause: Cause
    title: str
    why: str
    due_at: datetime | None
    place: str

    @property
    def href(self) -> str:
        """The page of the item."""
        return self.cause.href(self.row)

    @property
    def action(self) -> str:
        """The page on which it is ended."""
        return (self.cause.action or self.cause.href)(self.row)

    @property
    def verb(self) -> str:
        """What the button says."""
        return self.cause.verb


def rows_of(actor: Actor, now: datetime, within: Within | None = None) -> list[Row]:
    """Find what needs the actor, as rows, in one statement; none for a visitor.

    Arguments:
        actor: the reader.
        now: the instant, which decides what is due.
        within: only what is of one site or one item.
    """
    if not actor.user_id:
        return []
    asked = _statement(actor, now.astimezone(UTC).date(), within or Within())
    return [_row(*columns) for columns in rows_found(asked.sql, asked.at(now))] if asked else []


@dataclass(frozen=True, slots=True)
class _Later:
    """A value of a statement that is an instant: how long after the instant it is asked for."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class _Statement:
    """A compiled statement, for one actor on one day."""

    sql: str
    values: tuple[Any, ...]

    def at(self, now: datetime) -> list[Any]:
        """Return its values at an instant of that day."""
        return [now + each.by if isinstance(each, _Later) else each for each in self.values]


@lru_cache(maxsize=MAX_STATEMENTS)
def _statement(actor: Actor, day: date, within: Within) -> _Statement | None:
    """Build the statement for an actor and a UTC day: Django takes ten times as long for it as for a page.

    Only text is kept, under everything the actor may do: what the statement finds is asked for each time.
    """
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    with clock.frozen(noon):  # queries of what may be seen read the clock themselves
        parts = list(_parts(actor, noon, within))
    if not parts:
        return None
    found = in_one_select(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    if found is None:
        return None
    sql, values = found
    return _Statement(
        sql,
        tuple(_Later(each - noon) if isinstance(each, datetime) else each for each in values),
    )


def _row(*columns: Any) -> Row:
    row = Row(*columns)
    return replace(row, detail=json.loads(columns[-1]))


def needs_of(actor: Actor, now: datetime, within: Within | None = None) -> list[Need]:
    """Find what needs the actor, due first, in one statement; the arguments are those of ``rows_of``."""
    return told(rows_of(actor, now, within), actor)


def told(rows: Iterable[Row], actor: Actor) -> list[Need]:
    """Put rows into words for the actor, due first."""
    return sorted((_need(row, actor) for row in rows), key=_due_first)


def rows_on(request: HttpRequest) -> Sequence[Row]:
    """Find what needs the reader of a page, once for the whole page: the header counts it on every one."""
    kept: list[Row] | None = getattr(request, "needs", None)
    if kept is None:
        actor: Actor | None = getattr(
            request, "actor", None
        )  # errors before the middleware have none
        kept = rows_of(actor, clock.now()) if actor else []
        request.needs = kept  # type: ignore[attr-defined]  # -- read here alone
    return kept


def needs_on(request: HttpRequest, actor: Actor, within: Within | None = None) -> list[Need]:
    """Find what needs the reader of a page, of one site or item; asked again only where rows were left out."""
    rows = rows_on(request)
    narrow = within or Within()
    if narrow == Within():
        return told(rows, actor)
    if max(Counter(row.cause for row in rows).values(), default=0) >= MAX_ROWS // 2:
        return needs_of(actor, clock.now(), narrow)
    return told((row for row in rows if narrow.holds(row)), actor)


def _parts(actor: Actor, now: datetime, within: Within) -> Iterable[QuerySet[Any, Any]]:
    for declaration in declarations():
        yield from declaration.rows(actor, now, within)


def _need(row: Row, actor: Actor) -> Need:
    cause = cause_of(row.cause)
    due_at = row.due_at or (cause.due(row) if cause.due else None)
    return Need(
        row=row,
        cause=cause,
        title=_words(cause.title, row, actor) or row.title,
        why=_words(cause.why, row, actor),
        due_at=due_at,
        place=_words(cause.place, row, actor),
    )


def _words(words: Words, row: Row, actor: Actor) -> str:
    return words if isinstance(words, str) else words(row, actor)


def _due_first(need: Need) -> tuple[bool, float, str, str]:
    """Order what is due first, then what waits longest, in an order that stays the same."""
    at = need.due_at or need.row.since
    return (need.due_at is None, at.timestamp() if at else 0.0, need.row.number, need.row.subject)
