"""Ask what needs an actor: the one answer of My day, the workspace, an item's page, the inbox, the header and the digest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Within, Words, cause_of, declarations

# The most that one query of a declaration finds, so that a page is never longer than somebody can read.
MAX_ROWS = 120


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


def needs_of(actor: Actor, now: datetime, within: Within | None = None) -> list[Need]:
    """Find what needs the actor, due first, in one statement.

    Arguments:
        actor: the reader.
        now: the instant, which decides what is due.
        within: only what is of one site or one item.
    """
    found = _statement(actor, now, within or Within())
    needs = [_need(Row(*row), actor) for row in found or ()]
    return sorted(needs, key=_due_first)


def count_of(actor: Actor, now: datetime) -> int:
    """Count what needs the actor, in one statement."""
    found = _statement(actor, now, Within())
    return 0 if found is None else found.count()


def _statement(actor: Actor, now: datetime, within: Within) -> QuerySet[Any, Any] | None:
    parts = list(_parts(actor, now, within))
    if not parts:
        return None
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]


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
