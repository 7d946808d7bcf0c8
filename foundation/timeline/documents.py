"""What rooms declare: which files of theirs are a site's documents, and what each came with.

A document is a row of ``columns.happened``: its time is when it was uploaded, its title the name, its note the
description; ``of_file`` gives what else the page shows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable

from foundation.accounts.actors import Actor
from foundation.timeline.columns import Asked, Row
from foundation.workflow.declarations import Declarations


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document.

    Attributes:
        slug: what the query calls it.
        origin: what it came with, in words.
        origin_href: the page of that.
        href: where it is downloaded.
    """

    slug: str
    origin: Callable[[Row], str]
    origin_href: Callable[[Row], str]
    href: Callable[[Row], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The files of one noun of a room.

    Attributes:
        name: the noun.
        rows: the queries of the standing files the actor may read, whose name or description has the words; each
            made by ``columns.happened``.
        kinds: every kind of row they find.
    """

    name: str
    rows: Callable[[Actor, Asked, str], Iterable[QuerySet[Any, Any]]]
    kinds: tuple[Kind, ...]


_registry = Declarations[Source, Kind]("document's kind")
declare, sources, kind_of = _registry.declare, _registry.all, _registry.kind


def of_file(*, internal: bool | Combinable = False) -> dict[str, Any]:
    """Return what a page shows of every stored file, for ``columns.happened``.

    Arguments:
        internal: whether only DOJ staff read it, or an expression.
    """
    shown = Value(internal) if isinstance(internal, bool) else internal
    return {"size": F("size"), "scan": F("scan"), "is_internal": shown}
