"""What rooms declare: which of their rows are help to a site, and what each is called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.timeline.columns import Asked, Row
from foundation.workflow.declarations import Declarations


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of row.

    Attributes:
        slug: what the query calls it.
        what: what happened, in words.
        href: the page of the item.
    """

    slug: str
    what: str | Callable[[Row], str]
    href: Callable[[Row], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one noun of a room adds to a site's timeline.

    Attributes:
        name: the noun, as the filter's URL has it.
        label: the noun, as the filter shows it.
        rows: the queries of what the actor sees, each made by ``columns.happened``.
        kinds: every kind of row they find.
        has_areas: whether its rows are about core areas; a filter by area leaves the others out.
        order: the place in the filter.
    """

    name: str
    label: str
    rows: Callable[[Actor, Asked], Iterable[QuerySet[Any, Any]]]
    kinds: tuple[Kind, ...]
    has_areas: bool = False
    order: int = 0


_registry = Declarations[Source, Kind]("timeline's kind")
declare, kind_of = _registry.declare, _registry.kind


def sources() -> tuple[Source, ...]:
    """Return every noun, in the order of the filter."""
    return tuple(sorted(_registry.all(), key=lambda source: source.order))
