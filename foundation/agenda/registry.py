"""What rooms declare: which of their rows have a date, and what each is called."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.agenda.columns import Row
from foundation.calendars.days import ONE_DAY, end_of, start_of
from foundation.workflow.declarations import Declarations

Words = str | Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Span:
    """Some days of a reader's calendar, at some sites or at all they see.

    Attributes:
        first: the first day.
        last: the last day.
        begins: the instant the first day begins, in the reader's zone.
        ends: the instant the last day ends.
        near_begins: an instant no later than the first day's beginning in any zone.
        near_ends: an instant no earlier than the end of the day after the last in any zone.
        site_ids: only what is of these sites; None for all.
    """

    first: date
    last: date
    begins: datetime
    ends: datetime
    near_begins: datetime
    near_ends: datetime
    site_ids: frozenset[int] | None = None

    @classmethod
    def of(cls, first: date, last: date, tz: str, site_ids: Collection[int] | None = None) -> Self:
        """Return the days from one to another in the reader's zone, at these sites or, for None, at all."""
        sites = None if site_ids is None else frozenset(site_ids)
        begins, ends = start_of(first, tz), end_of(last, tz)
        near = begins - 2 * ONE_DAY, ends + 3 * ONE_DAY
        return cls(first, last, begins, ends, *near, sites)

    def of_days(self, name: str) -> dict[str, date]:
        """Return the filter of a column of days."""
        return {f"{name}__gte": self.first, f"{name}__lte": self.last}

    def of_instants(self, name: str) -> dict[str, datetime]:
        """Return the filter of a column of instants."""
        return {f"{name}__gte": self.begins, f"{name}__lt": self.ends}

    def near(self, name: str) -> dict[str, datetime]:
        """Return the filter of a column of instants whose day is one of its days somewhere."""
        return {f"{name}__gte": self.near_begins, f"{name}__lt": self.near_ends}

    def here(self, rows: Any, key: str = "site_id") -> Any:
        """Keep the rows of its sites."""
        return rows if self.site_ids is None else rows.filter(**{f"{key}__in": self.site_ids})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of entry.

    Attributes:
        slug: what the query calls it.
        what: what happens, without a word of the item's own text: it leaves the portal.
        href: the page of the item.
    """

    slug: str
    what: Words
    href: Callable[[Row], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The dates of one noun of a room.

    Attributes:
        name: the noun.
        rows: the queries of what the actor sees in a span, each made by ``columns.dated``.
        kinds: every kind of entry they find.
    """

    name: str
    rows: Callable[[Actor, Span], Iterable[QuerySet[Any, Any]]]
    kinds: tuple[Kind, ...]


_registry = Declarations[Source, Kind]("calendar's kind")
declare, sources, kind_of = _registry.declare, _registry.all, _registry.kind
