"""Ask what needs an actor: the one answer for My day, the workspace, an item's page, the inbox, the header and the digest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.accounts.sessions import session_of
from foundation.calendars import clock
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Within, Words, cause_of, declarations, places_of
from foundation.ui.rows import row

# The most that one query of a declaration finds: the header counts them on every page, and nobody reads on.
MAX_ROWS = 30
# The most rows that are looked at for these, where few of the first are left out by what belongs to other tables.
MAX_READ = 45


@row()
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

    @property
    def task(self) -> str:
        """What to do, where nothing else is told of the item."""
        return self.cause.task or self.cause.verb


def rows_of(actor: Actor, now: datetime, within: Within | None = None) -> list[Row]:
    """Find what needs the actor, as rows, in one statement; none for a visitor.

    Arguments:
        actor: the reader.
        now: the instant, which decides what is due.
        within: only what is of one site or one item.
    """
    if not actor.user_id:
        return []
    narrow = within or Within()
    given = {"thing": UUID(narrow.thing)} if narrow.thing else {}
    found = _waiting.at(now, actor, replace(narrow, thing=""), **given)
    told = [columns for columns in found if columns[0] is not None]
    places = places_of(frozenset(site for _, _, _, site, *_ in told if site is not None))
    rows = [Row(*columns, *places.get(columns[3], ())) for columns in told]
    instead = {row.thing for row in rows if cause_of(row.cause).instead}
    return [row for row in rows if row.thing not in instead or cause_of(row.cause).instead]


@Compiled
def _waiting(actor: Actor, within: Within, *, thing: UUID | None = None) -> QuerySet[Any, Any]:
    """Find what needs the actor; the item is given, so that one text serves the pages of all items."""
    narrow = replace(within, thing=str(thing)) if thing else within
    parts = list(_parts(actor, clock.now(), narrow))
    if not parts:
        return User.objects.none().values_list("pk")
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


def needs_of(actor: Actor, now: datetime, within: Within | None = None) -> list[Need]:
    """Find what needs the actor, due first, in one statement; the arguments are those of ``rows_of``."""
    return told(rows_of(actor, now, within), actor)


def told(rows: Iterable[Row], actor: Actor) -> list[Need]:
    """Put rows into words for the actor, due first."""
    return sorted((_need(row, actor) for row in rows), key=_due_first)


def count_on(request: HttpRequest) -> int:
    """Count what needs the reader of a page, for its header.

    What the page has found counts; else what this session's pages found less than a minute ago, with
    nothing done since (``foundation.accounts.middleware.touch``).
    """
    session = session_of(request)
    if _found_on(request) is not None or session.needs is None:
        session.needs = count = len(_rows_on(request))
        return count
    return session.needs


def needs_on(request: HttpRequest, actor: Actor, within: Within | None = None) -> list[Need]:
    """Find what needs the reader of a page, of one site or item.

    One statement serves the page and its header, and what it found is narrowed here. The page's own are asked for
    alone where the header needs nothing, or rows were left out.
    """
    narrow = within or Within()
    if narrow.is_narrow and _found_on(request) is None and session_of(request).needs is not None:
        return needs_of(actor, clock.now(), narrow)
    rows = _rows_on(request)
    if narrow == Within():
        return told(rows, actor)
    if max(Counter(row.cause for row in rows).values(), default=0) >= MAX_ROWS // 2:
        return needs_of(actor, clock.now(), narrow)
    return told((row for row in rows if narrow.holds(row)), actor)


def _rows_on(request: HttpRequest) -> Sequence[Row]:
    found = _found_on(request)
    if found is None:
        actor: Actor | None = getattr(
            request, "actor", None
        )  # errors before the middleware have none
        found = rows_of(actor, clock.now()) if actor else []
        request.needs = found  # type: ignore[attr-defined]  # -- read here alone
    return found


def _found_on(request: HttpRequest) -> Sequence[Row] | None:
    """Return what the page has found so far; None before it has asked."""
    return getattr(request, "needs", None)


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
